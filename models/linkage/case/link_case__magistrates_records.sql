with defendants as (
    select * from {{ ref('stg_libra__defendants') }}
),

cases as (
    select * from {{ ref('stg_libra__cases') }}
),

first_hearings as (
    select defendant_id, min(hearing_date) as first_hearing_date,
    from {{ ref('stg_libra__hearings') }}
    group by defendant_id
),

results as (
    -- what became of the case: the date on which it was sent on, or else decided
    select
        defendant_id,
        max(sent_to_court_code) as crown_court_code,
        max(result_date) filter (where sent_to_court_code is not null) as sent_date,
        max(result_date) as final_result_date,
    from {{ ref('stg_libra__results') }}
    group by defendant_id
),

offences as (
    select
        defendant_id,
        list(distinct ho_class order by ho_class) as offence_classes,
        list(
            distinct ho_class || '|' || offence_date order by ho_class || '|' || offence_date
        ) filter (where offence_date is not null) as dated_offences,
    from {{ ref('stg_libra__offences') }}
    where ho_class is not null
    group by defendant_id
)

select
    defendants.defendant_id as record_key,
    defendants.case_id,
    {{ standardise_reference('cases.urn') }} as urn,
    {{ standardise_reference('defendants.asn') }} as asn,
    {{ standardise_case_number('cases.case_no') }} as case_reference,
    ltrim(cases.court_code, '0') as magistrates_court_code,
    ltrim(results.crown_court_code, '0') as crown_court_code,
    coalesce(results.sent_date, results.final_result_date, cases.final_result_date)
        as committal_date,
    coalesce(first_hearings.first_hearing_date, cases.first_hearing_date) as first_hearing_date,
    offences.offence_classes,
    offences.dated_offences,
    case when results.crown_court_code is not null then 'sent' else 'decided' end
        as way_to_the_crown_court,
from defendants
left join cases using (case_id)
left join first_hearings using (defendant_id)
left join results using (defendant_id)
left join offences using (defendant_id)
