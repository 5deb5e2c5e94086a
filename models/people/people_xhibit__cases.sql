with people as (
    select * from {{ ref('people_xhibit') }}
),

defendants_on_case as (
    select * from {{ ref('stg_xhibit__defendant_on_case') }}
),

cases as (
    select * from {{ ref('stg_xhibit__case') }}
),

courts as (
    select * from {{ ref('stg_xhibit__ref_court') }}
),

defendants as (
    select * from {{ ref('stg_xhibit__defendant') }}
),

offences as (
    select * from {{ ref('people_xhibit__offences') }}
),

-- One row a defendant on a case.
hearings as (
    select
        defendant_on_case_id,
        min(hearing_start_date) as first_hearing_date,
        max(coalesce(hearing_end_date, hearing_start_date)) as final_hearing_date,
        count(*) as n_hearings,
    from {{ ref('stg_xhibit__def_hearing_record') }}
    group by defendant_on_case_id
),

case_hearings as (
    select
        case_id,
        min(hearing_start_date) as first_hearing_date,
        max(coalesce(hearing_end_date, hearing_start_date)) as final_hearing_date,
    from {{ ref('stg_xhibit__hearing') }}
    group by case_id
),

offence_counts as (
    select
        defendant_on_case_id,
        count(*) as n_offences,
    from offences
    group by defendant_on_case_id
)

select
    people.source_dataset,
    people.record_key,
    people.dob_std,
    people.sex_std,
    people.ethnic_group,
    defendants_on_case.defendant_on_case_id,
    defendants_on_case.case_id,
    defendants.self_defined_ethnicity_code,
    cases.case_type,
    cases.receipt_type,
    cases.either_way_type,
    cases.court_code,
    courts.libra_court_code as committing_court_code,
    cases.police_force_code,
    cases.receipt_date,
    coalesce(
        defendants_on_case.committal_date, cases.committal_date, cases.sent_for_trial_date
    ) as committal_date,
    cases.appeal_lodged_date,
    cases.n_defendants,
    defendants_on_case.committal_bail_status,
    defendants_on_case.n_taken_into_consideration,
    coalesce(hearings.first_hearing_date, case_hearings.first_hearing_date)
        as first_hearing_date,
    coalesce(hearings.final_hearing_date, case_hearings.final_hearing_date)
        as final_hearing_date,
    coalesce(hearings.n_hearings, 0) as n_hearings,
    coalesce(offence_counts.n_offences, 0) as n_offences,
    offences.offence_date,
    offences.offence_code,
    offences.ho_class,
    offences.ho_sub_class,
    offences.plea_code,
    offences.verdict_code,
    offences.appeal_result_code,
    offences.disposal_code,
    offences.outcome_group,
    offences.length_days,
    offences.amount_pounds,
from people
inner join defendants_on_case
    on people.record_key = cast(defendants_on_case.defendant_on_case_id as varchar)
left join cases on defendants_on_case.case_id = cases.case_id
left join courts on cases.committing_court_code = courts.court_number
left join defendants on defendants_on_case.defendant_id = defendants.defendant_id
left join hearings on defendants_on_case.defendant_on_case_id = hearings.defendant_on_case_id
left join case_hearings on defendants_on_case.case_id = case_hearings.case_id
left join offence_counts
    on defendants_on_case.defendant_on_case_id = offence_counts.defendant_on_case_id
-- The principal offence only.
left join offences
    on
        defendants_on_case.defendant_on_case_id = offences.defendant_on_case_id
        and offences.offence_number = 1
