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

hearings as (
    select * from {{ ref('people_libra__hearings') }}
),

-- One row a defendant on a case.
offence_counts as (
    select
        defendant_id,
        count(*) as n_offences,
        max(result_date) as final_result_date,
        count(*) filter (where plea_group = 'guilty') as n_guilty_pleas,
        count(*) filter (where is_conviction) as n_convictions,
        min(result_date) filter (where outcome_group = 'sent_to_crown') as committal_date,
        {{ exact_sum('amount_pounds') }} as total_pounds,
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
    defendants.sex_code,
    defendants.ethnicity_code,
    defendants.nationality as nationality_code,
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
    coalesce(hearings.n_adjournments, 0) as n_adjournments,
    hearings.trial_date,
    hearings.final_hearing_type_code,
    hearings.final_bail_status_code,
    -- Null where neither the defendant's row nor a hearing says.
    case
        when defendants.remand_status_code = 'C' or hearings.was_in_custody then true
        when defendants.remand_status_code is null and hearings.was_in_custody is null then null
        else false
    end as was_in_custody,
    coalesce(offence_counts.final_result_date, cases.final_result_date) as final_result_date,
    coalesce(offence_counts.n_offences, 0) as n_offences,
    offence_counts.committal_date,
    coalesce(offence_counts.n_guilty_pleas, 0) as n_guilty_pleas,
    coalesce(offence_counts.n_convictions, 0) as n_convictions,
    offence_counts.total_pounds,
from people
inner join defendants on people.record_key = defendants.defendant_id
left join cases on defendants.case_id = cases.case_id
left join hearings on defendants.defendant_id = hearings.defendant_id
left join offence_counts on defendants.defendant_id = offence_counts.defendant_id
