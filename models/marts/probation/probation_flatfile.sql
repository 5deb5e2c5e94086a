{%- set reference = ref('delius_standard_reference') -%}

with events as (

    select
        probation_events.*,
        stg_delius__event.conviction_date,
        stg_delius__event.first_release_date,
        stg_delius__event.is_in_breach,
        stg_delius__event.breach_end_date,
        stg_delius__event.is_active,
    from {{ ref('probation_events') }} as probation_events
    inner join {{ ref('stg_delius__event') }} as stg_delius__event
        on probation_events.event_id = stg_delius__event.event_id
    where {{ in_coverage('probation_flatfile', 'probation_events.referral_date') | indent(8) }}

),

offenders as (

    select
        offenders.offender_id,
        offenders.date_of_birth,
        gender.code as gender,
        ethnicity.description as ethnicity_desc,
    from {{ ref('stg_delius__offender') }} as offenders
    left join {{ reference }} as gender
        on offenders.gender_id = gender.standard_reference_id
    left join {{ reference }} as ethnicity
        on offenders.ethnicity_id = ethnicity.standard_reference_id

),

-- One row an event, were the source to hold two: the first entered.
main_offences as (

    select
        main_offences.event_id,
        main_offences.offence_date,
        offences.code as mo_code,
        offences.main_category_description as mo_category_description,
    from {{ ref('stg_delius__main_offence') }} as main_offences
    left join {{ ref('delius_offences') }} as offences
        on main_offences.offence_id = offences.offence_id
    where not main_offences.is_soft_deleted
    qualify row_number() over (
        partition by main_offences.event_id order by main_offences.main_offence_id
    ) = 1

),

additional_offences as (

    select
        event_id,
        count(*) as additional_offence_count,
    from {{ ref('stg_delius__additional_offence') }}
    where not is_soft_deleted
    group by event_id

),

disposals as (

    select * from {{ ref('stg_delius__disposal') }}
    where not is_soft_deleted

),

-- One row an event, as for main offences.
first_disposals as (

    select
        disposals.*,
        types.code as disposal_type_code,
        types.description as disposal_type_description,
        reasons.description as disposal_termination_reason_desc,
    from disposals
    left join {{ ref('delius_disposal_types') }} as types
        on disposals.disposal_type_id = types.disposal_type_id
    left join {{ reference }} as reasons
        on disposals.disposal_termination_reason_id = reasons.standard_reference_id
    qualify row_number() over (
        partition by disposals.event_id order by disposals.disposal_id
    ) = 1

),

custodies as (

    select
        custodies.custody_id,
        disposals.event_id,
    from {{ ref('stg_delius__custody') }} as custodies
    inner join disposals
        on custodies.disposal_id = disposals.disposal_id
    where not custodies.is_soft_deleted

),

recalls as (

    select
        custodies.event_id,
        count(*) as recall_count,
    from {{ ref('stg_delius__recall') }} as recalls
    inner join {{ ref('stg_delius__release') }} as releases
        on recalls.release_id = releases.release_id
    inner join custodies
        on releases.custody_id = custodies.custody_id
    where not recalls.is_soft_deleted and not releases.is_soft_deleted
    group by custodies.event_id

),

requirements as (

    select
        disposals.event_id,
        count(*) as rqmnt_count,
    from {{ ref('stg_delius__rqmnt') }} as requirements
    inner join disposals
        on requirements.disposal_id = disposals.disposal_id
    where not requirements.is_soft_deleted
    group by disposals.event_id

),

licence_conditions as (

    select
        disposals.event_id,
        count(*) as lic_condition_count,
    from {{ ref('stg_delius__lic_condition') }} as conditions
    inner join disposals
        on conditions.disposal_id = disposals.disposal_id
    where not conditions.is_soft_deleted
    group by disposals.event_id

),

pss_requirements as (

    select
        custodies.event_id,
        count(*) as pss_rqmnt_count,
    from {{ ref('stg_delius__pss_rqmnt') }} as pss_requirements
    inner join custodies
        on pss_requirements.custody_id = custodies.custody_id
    where not pss_requirements.is_soft_deleted
    group by custodies.event_id

),

final as (

    select
        {{ hash_key('row_id', "events.source_dataset || '|' || events.record_key") }}
            as row_id_hash,
        events.estimated_offender_id,
        {{ hash_key('delius_offender_id', 'events.offender_id') }} as offender_id_hash,
        {{ hash_key('event_id', 'events.event_id') }} as event_id_hash,
        people_areas.lsoa_code as lsoa_residence,
        offenders.gender,
        {{ age_at('offenders.date_of_birth', 'main_offences.offence_date') | indent(8) }}
            as age_at_offence,
        offenders.ethnicity_desc,
        main_offences.mo_code,
        main_offences.mo_category_description,
        {{ iso_date('main_offences.offence_date') }} as main_offence_date,
        cast(
            coalesce(additional_offences.additional_offence_count, 0) as integer
        ) as additional_offence_count,
        {{ iso_date('events.referral_date') }} as referral_date,
        {{ iso_date('events.conviction_date') }} as conviction_date,
        first_disposals.disposal_type_code,
        first_disposals.disposal_type_description,
        {{ iso_date('first_disposals.disposal_date') }} as disposal_date,
        {{ iso_date('first_disposals.termination_date') }} as disposal_termination_date,
        first_disposals.disposal_termination_reason_desc,
        cast(first_disposals.length as integer) as length,
        cast(first_disposals.length_in_days as integer) as length_in_days,
        {{ iso_date('events.first_release_date') }} as first_release_date,
        cast(coalesce(recalls.recall_count, 0) as integer) as recall_count,
        events.is_in_breach as in_breach,
        {{ iso_date('events.breach_end_date') }} as breach_end_date,
        events.is_active as active_flag,
        cast(coalesce(requirements.rqmnt_count, 0) as integer) as rqmnt_count,
        cast(
            coalesce(licence_conditions.lic_condition_count, 0) as integer
        ) as lic_condition_count,
        cast(coalesce(pss_requirements.pss_rqmnt_count, 0) as integer) as pss_rqmnt_count,
        events.probation_area_desc,
    from events
    inner join offenders
        on events.offender_id = offenders.offender_id
    left join main_offences
        on events.event_id = main_offences.event_id
    left join additional_offences
        on events.event_id = additional_offences.event_id
    left join first_disposals
        on events.event_id = first_disposals.event_id
    left join recalls
        on events.event_id = recalls.event_id
    left join requirements
        on events.event_id = requirements.event_id
    left join licence_conditions
        on events.event_id = licence_conditions.event_id
    left join pss_requirements
        on events.event_id = pss_requirements.event_id
    left join {{ ref('people_areas') }} as people_areas
        on
            events.source_dataset = people_areas.source_dataset
            and events.record_key = people_areas.record_key

)

select * from final
