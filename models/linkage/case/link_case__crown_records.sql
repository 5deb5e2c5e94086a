with defendants_on_case as (
    select * from {{ ref('stg_xhibit__defendant_on_case') }}
),

cases as (
    select * from {{ ref('stg_xhibit__case') }}
),

courts as (
    select * from {{ ref('stg_xhibit__ref_court') }}
),

offences as (
    select
        defendants_on_offence.defendant_on_case_id,
        list(distinct offences.ho_class order by offences.ho_class) as offence_classes,
        list(
            distinct offences.ho_class || '|' || defendants_on_offence.offence_date
            order by offences.ho_class || '|' || defendants_on_offence.offence_date
        ) filter (where defendants_on_offence.offence_date is not null) as dated_offences,
    from {{ ref('stg_xhibit__defendant_on_offence') }} as defendants_on_offence
    inner join {{ ref('stg_xhibit__offence') }} as offences using (offence_id)
    where offences.ho_class is not null
    group by defendants_on_offence.defendant_on_case_id
)

select
    cast(defendants_on_case.defendant_on_case_id as varchar) as record_key,
    cast(cases.case_id as varchar) as case_id,
    {{ standardise_reference('defendants_on_case.urn') }} as urn,
    {{ standardise_reference('defendants_on_case.asn') }} as asn,
    {{ standardise_case_number('cases.magistrates_case_ref') }} as case_reference,
    ltrim(courts.libra_court_code, '0') as magistrates_court_code,
    ltrim(cast(cases.court_code as varchar), '0') as crown_court_code,
    coalesce(
        defendants_on_case.committal_date,
        cases.committal_date,
        cases.sent_for_trial_date,
        cases.appealed_decision_date,
        defendants_on_case.mag_court_final_hearing_date
    ) as committal_date,
    defendants_on_case.mag_court_first_hearing_date as first_hearing_date,
    offences.offence_classes,
    offences.dated_offences,
    case cases.case_type
        when 'A' then 'decided'
        when 'T' then 'sent'
        when 'S' then 'sent'
    end as way_to_the_crown_court,
from defendants_on_case
left join cases using (case_id)
left join courts on cases.committing_court_code = courts.court_number
left join offences using (defendant_on_case_id)
