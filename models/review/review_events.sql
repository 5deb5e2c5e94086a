with wanted as (
    {{ data_first.reviewed_records() | indent(4) }}
),

records as (
    select records.record_id, records.source_dataset, records.record_key,
    from {{ ref('people_records') }} as records
    inner join wanted using (record_id)
),

offences as (
    select offence_code, offence_desc from {{ ref('court_offences') }}
),

events as (
    select
        'mags_hocas' as source_dataset,
        cast(defendant_id as varchar) as record_key,
        hearing_date as event_date,
        'appeared in the magistrates'' court' as event,
    from {{ ref('stg_libra__hearings') }}
    union all
    select
        'mags_hocas' as source_dataset,
        cast(libra.defendant_id as varchar) as record_key,
        libra.offence_date as event_date,
        'offence: ' || coalesce(offences.offence_desc, libra.offence_code, 'not known') as event,
    from {{ ref('people_libra__offences') }} as libra
    left join offences using (offence_code)
    union all
    select
        'mags_hocas' as source_dataset,
        cast(libra.defendant_id as varchar) as record_key,
        libra.result_date as event_date,
        'result: ' || results.description as event,
    from {{ ref('people_libra__offences') }} as libra
    inner join {{ ref('libra_results') }} as results using (result_code)
    union all
    select
        'crown_xhibit' as source_dataset,
        cast(defendant_on_case_id as varchar) as record_key,
        hearing_start_date as event_date,
        'appeared in the Crown Court' as event,
    from {{ ref('stg_xhibit__def_hearing_record') }}
    union all
    select
        'crown_xhibit' as source_dataset,
        cast(crown.defendant_on_case_id as varchar) as record_key,
        crown.offence_date as event_date,
        'offence: ' || coalesce(offences.offence_desc, crown.offence_code, 'not known') as event,
    from {{ ref('people_xhibit__offences') }} as crown
    left join offences using (offence_code)
    union all
    select
        'crown_xhibit' as source_dataset,
        cast(crown.defendant_on_case_id as varchar) as record_key,
        crown.verdict_date as event_date,
        'outcome: ' || replace(crown.outcome_group, '_', ' ') as event,
    from {{ ref('people_xhibit__offences') }} as crown
    where crown.outcome_group is not null
    union all
    select
        'prison_nomis' as source_dataset,
        cast(root_offender_id as varchar) as record_key,
        spell_start_date as event_date,
        if(is_recall, 'recalled to prison', 'received into prison') as event,
    from {{ ref('people_nomis__custody') }}
    union all
    select
        'prison_nomis' as source_dataset,
        cast(root_offender_id as varchar) as record_key,
        spell_end_date as event_date,
        'released from prison' as event,
    from {{ ref('people_nomis__custody') }}
    where spell_end_date is not null
    union all
    select
        'prison_nomis' as source_dataset,
        cast(nomis.root_offender_id as varchar) as record_key,
        nomis.main_offence_date as event_date,
        'offence: ' || coalesce(offences.offence_desc, nomis.main_offence_code) as event,
    from {{ ref('people_nomis__journey_charges') }} as nomis
    left join offences on nomis.main_offence_code = offences.offence_code
    where nomis.main_offence_code is not null
    union all
    select
        'probation_delius' as source_dataset,
        cast(offender_id as varchar) as record_key,
        referral_date as event_date,
        'referred to probation' as event,
    from {{ ref('stg_delius__event') }}
    where not is_soft_deleted
    union all
    select
        'probation_delius' as source_dataset,
        cast(disposals.offender_id as varchar) as record_key,
        disposals.disposal_date as event_date,
        'order: ' || types.description as event,
    from {{ ref('stg_delius__disposal') }} as disposals
    inner join {{ ref('delius_disposal_types') }} as types using (disposal_type_id)
    where not disposals.is_soft_deleted
    union all
    select
        'probation_delius' as source_dataset,
        cast(delius.offender_id as varchar) as record_key,
        delius.offence_date as event_date,
        'offence: ' || offences.description as event,
    from {{ ref('stg_delius__main_offence') }} as delius
    inner join {{ ref('delius_offences') }} as offences using (offence_id)
    where not delius.is_soft_deleted
    union all
    select
        'probation_delius' as source_dataset,
        cast(offender_id as varchar) as record_key,
        actual_release_date as event_date,
        'released on licence' as event,
    from {{ ref('stg_delius__release') }}
    where not is_soft_deleted
    union all
    select * from {{ ref('review_further_events') }}
)

select records.record_id, events.event_date, events.event, count(*) as n_times,
from events
inner join records using (source_dataset, record_key)
group by records.record_id, events.event_date, events.event
order by records.record_id, events.event_date, events.event
