with people as (
    select * from {{ ref('people_libra') }}
),

defendants as (
    select * from {{ ref('stg_libra__defendants') }}
),

cases as (
    select * from {{ ref('stg_libra__cases') }}
),

offences as (
    select * from {{ ref('people_libra__offences') }}
),

-- One row a defendant on a case.
hearings as (
    select
        defendant_id,
        min(hearing_date) as first_hearing_date,
        max(hearing_date) as final_hearing_date,
        count(*) as n_hearings,
    from {{ ref('stg_libra__hearings') }}
    group by defendant_id
),

offence_counts as (
    select
        defendant_id,
        count(*) as n_offences,
        max(result_date) as final_result_date,
    from offences
    group by defendant_id
)

select
    people.source_dataset,
    people.record_key,
    people.dob_std,
    people.sex_std,
    people.ethnic_group,
    defendants.defendant_id,
    defendants.case_id,
    defendants.ethnicity_code,
    defendants.arrest_date,
    defendants.charge_date,
    defendants.remand_status_code,
    defendants.mode_of_trial_code,
    defendants.breach_marker,
    cases.court_code,
    cases.police_force_code,
    cases.initiation_date,
    cases.proceedings_type_code,
    cases.n_defendants,
    coalesce(hearings.first_hearing_date, cases.first_hearing_date) as first_hearing_date,
    hearings.final_hearing_date,
    coalesce(hearings.n_hearings, 0) as n_hearings,
    coalesce(offence_counts.final_result_date, cases.final_result_date) as final_result_date,
    coalesce(offence_counts.n_offences, 0) as n_offences,
    offences.offence_date,
    offences.offence_code,
    offences.ho_class,
    offences.ho_sub_class,
    offences.plea_code,
    offences.result_code,
    offences.result_group,
    offences.outcome_group,
    offences.length_days,
    offences.amount_pounds,
    offences.sent_to_court_code,
from people
inner join defendants on people.record_key = defendants.defendant_id
left join cases on defendants.case_id = cases.case_id
left join hearings on defendants.defendant_id = hearings.defendant_id
left join offence_counts on defendants.defendant_id = offence_counts.defendant_id
-- The principal offence only.
left join offences
    on defendants.defendant_id = offences.defendant_id and offences.offence_number = 1
