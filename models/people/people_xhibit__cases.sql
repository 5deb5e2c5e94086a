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

hearings as (
    select * from {{ ref('people_xhibit__hearings') }}
),

-- Treated as custody is custody; not applicable is no status.
committal_statuses as (
    select bail_status, remand_group as status from {{ ref('xhibit_bail_statuses') }}
),

case_hearings as (
    select
        case_id,
        min(hearing_start_date) as first_hearing_date,
        max(coalesce(hearing_end_date, hearing_start_date)) as final_hearing_date,
    from {{ ref('stg_xhibit__hearing') }}
    group by case_id
),

-- One row a case: the charge that was laid first.
charges as (
    select
        case_id,
        arg_min(charge_type, charge_id) as charge_type,
        arg_min(proceedings_code, charge_id) as proceedings_code,
        min(indictment_signed_date) as indictment_signed_date,
    from {{ ref('stg_xhibit__charge') }}
    group by case_id
),

-- One row a defendant on a case.
offence_counts as (
    select
        defendant_on_case_id,
        count(*) as n_offences,
        count(*) filter (where plea_group = 'guilty') as n_guilty_pleas,
        count(*) filter (where conviction_basis in ('P', 'V', 'M')) as n_convictions,
        count(*) filter (where conviction_basis = 'N') as n_acquittals,
        bool_or(n_disposals > 0) as is_sentenced,
        {{ exact_sum('fine_pounds') }} as total_fine_pounds,
    from offences
    group by defendant_on_case_id
)

select
    -- The person, and the defendant on the case.
    people.source_dataset,
    people.record_key,
    people.dob_std,
    people.sex_std,
    people.ethnic_group,
    defendants.gender_code,
    defendants.ethnic_appearance_code,
    defendants.self_defined_ethnicity_code,
    defendants.prison_id as prison_code,
    defendants_on_case.nationality as nationality_code,
    defendants_on_case.defendant_on_case_id,
    defendants_on_case.case_id,
    defendants_on_case.defendant_number,
    defendants_on_case.n_taken_into_consideration,
    defendants_on_case.asn,
    defendants_on_case.juvenile_marker,
    defendants_on_case.current_bail_status,
    defendants_on_case.committal_bail_status,
    defendants_on_case.custodial_marker,
    defendants_on_case.suspended_marker,
    defendants_on_case.deportation_marker,
    defendants_on_case.hate_marker,
    defendants_on_case.mag_court_first_hearing_date,
    defendants_on_case.mag_court_final_hearing_date,
    defendants_on_case.custody_time_limit_date,
    defendants_on_case.results_verified_code,
    defendants_on_case.exported_date,
    coalesce(
        defendants_on_case.committal_date, cases.committal_date, cases.sent_for_trial_date
    ) as committal_date,

    -- The case.
    cases.case_type,
    cases.case_class,
    cases.case_status,
    cases.receipt_type,
    cases.either_way_type,
    cases.transferred_marker,
    cases.court_code,
    courts.libra_court_code as committing_court_code,
    collecting_courts.libra_court_code as collecting_court_code,
    cases.police_force_code,
    cases.bail_mag_code,
    cases.receipt_date,
    cases.sent_for_trial_date,
    cases.mag_conviction_date,
    cases.appeal_lodged_date,
    cases.appealed_decision_date,
    cases.n_defendants,
    charges.charge_type,
    charges.proceedings_code,
    charges.indictment_signed_date,

    -- Hearings, bail and remand.
    coalesce(hearings.first_hearing_date, case_hearings.first_hearing_date)
        as first_hearing_date,
    coalesce(hearings.final_hearing_date, case_hearings.final_hearing_date)
        as final_hearing_date,
    coalesce(hearings.n_hearings, 0) as n_hearings,
    hearings.first_hearing_type_id,
    hearings.final_hearing_type_id,
    hearings.trial_start_date,
    hearings.trial_end_date,
    coalesce(hearings.remand_a_code, 9) as remand_a_code,
    coalesce(hearings.remand_b_code, 9) as remand_b_code,
    -- From committal to the first hearing; a case that no magistrates committed has its own code.
    case
        when cases.receipt_type in ('VB', 'TC') then 5
        when committal_statuses.status <> hearings.first_remand_status
            then case committal_statuses.status when 'B' then 3 else 4 end
        when coalesce(committal_statuses.status, hearings.first_remand_status) = 'B' then 1
        when coalesce(committal_statuses.status, hearings.first_remand_status) = 'C' then 2
        else 9
    end as remand_c_code,

    -- All counts together.
    coalesce(offence_counts.n_offences, 0) as n_offences,
    coalesce(offence_counts.n_guilty_pleas, 0) as n_guilty_pleas,
    coalesce(offence_counts.n_convictions, 0) as n_convictions,
    coalesce(offence_counts.n_acquittals, 0) as n_acquittals,
    offence_counts.total_fine_pounds,
    -- A disposal has no date of its own: it was passed at the last hearing.
    case
        when offence_counts.is_sentenced
            then coalesce(hearings.final_hearing_date, case_hearings.final_hearing_date)
    end as sentence_date,
from people
inner join defendants_on_case
    on people.record_key = cast(defendants_on_case.defendant_on_case_id as varchar)
left join committal_statuses
    on defendants_on_case.committal_bail_status = committal_statuses.bail_status
left join cases on defendants_on_case.case_id = cases.case_id
left join courts on cases.committing_court_code = courts.court_number
left join courts as collecting_courts
    on defendants_on_case.collecting_court_code = collecting_courts.court_number
left join defendants on defendants_on_case.defendant_id = defendants.defendant_id
left join charges on defendants_on_case.case_id = charges.case_id
left join hearings on defendants_on_case.defendant_on_case_id = hearings.defendant_on_case_id
left join case_hearings on defendants_on_case.case_id = case_hearings.case_id
left join offence_counts
    on defendants_on_case.defendant_on_case_id = offence_counts.defendant_on_case_id
