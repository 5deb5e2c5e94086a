with cases as (
    select * from {{ ref('people_libra__cases') }}
    where {{ in_coverage('magistrates_defendant_case', 'first_hearing_date') | indent }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
),

areas as (
    select * from {{ ref('people_areas') }}
),

courts as (
    select * from {{ ref('libra_courts') }}
),

proceedings_types as (
    select * from {{ ref('libra_proceedings_types') }}
),

modes_of_trial as (
    select * from {{ ref('libra_modes_of_trial') }}
),

remand_statuses as (
    select * from {{ ref('libra_remand_statuses') }}
),

pleas as (
    select * from {{ ref('libra_pleas') }}
),

results as (
    select * from {{ ref('libra_results') }}
),

offence_list as (
    select * from {{ ref('court_offences') }}
),

ethnicities as (
    select * from {{ ref('libra_ethnicities') }}
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "cases.source_dataset || '|' || cases.record_key") }} as row_id_hash,
    {{ hash_key('case_id', 'cases.case_id') }} as case_id_hash,
    {{ hash_key('defendant_id', 'cases.defendant_id') }} as defendant_id_hash,
    record_ids.estimated_id_within_source as estimated_defendant_id,

    -- Dates of the case.
    {{ iso_date('cases.arrest_date') }} as arrest_date,
    {{ iso_date('cases.charge_date') }} as charge_date,
    {{ iso_date('cases.initiation_date') }} as initiation_date,
    {{ iso_date('cases.first_hearing_date') }} as first_hearing_date,
    {{ iso_date('cases.final_hearing_date') }} as final_hearing_date,
    {{ iso_date('cases.final_result_date') }} as final_result_date,

    -- The case.
    courts.court_code,
    courts.court_name as court_desc,
    cast(try_cast(cases.police_force_code as integer) as integer) as police_force_code,
    proceedings_types.proceedings_type as proceedings_type_desc,
    case when cases.breach_marker in ('Y', 'N') then cases.breach_marker end as breach_marker,
    modes_of_trial.mode_of_trial_code,
    modes_of_trial.description as mode_of_trial_desc,
    remand_statuses.remand_status_code,
    remand_statuses.description as remand_status_desc,
    cast(cases.n_defendants as integer) as number_of_defendants,
    cast(cases.n_hearings as integer) as number_of_hearings,
    cast(cases.n_offences as integer) as number_of_offences,

    -- The principal offence and its outcome.
    {{ iso_date('cases.offence_date') }} as offence_date,
    offence_list.offence_code,
    offence_list.offence_desc,
    nullif(regexp_extract(cases.ho_class, '^[0-9]{1,3}$'), '') as ho_offence_class,
    nullif(regexp_extract(cases.ho_sub_class, '^[0-9]{1,2}$'), '') as ho_offence_sub_class,
    pleas.plea_code,
    pleas.description as plea_desc,
    results.result_code,
    results.description as result_desc,
    results.result_group as jsas_result_group_desc,
    results.outcome_group,
    cast(cases.length_days as integer) as sentence_length_days,
    cases.amount_pounds as fine_amount,
    try_cast(cases.sent_to_court_code as integer) as sent_to_court_code,

    -- The person.
    upper(cases.sex_std) as gender,
    {{ age_at('cases.dob_std', 'cases.first_hearing_date') | indent }} as age,
    ethnicities.ethnicity_code,
    ethnicities.description as ethnicity_desc,
    cases.ethnic_group,
    areas.lsoa_code as lsoa_residence,
from cases
left join record_ids
    on
        cases.source_dataset = record_ids.source_dataset
        and cases.record_key = record_ids.record_key
left join areas
    on
        cases.source_dataset = areas.source_dataset
        and cases.record_key = areas.record_key
left join courts on cases.court_code = courts.court_code
left join proceedings_types
    on cases.proceedings_type_code = proceedings_types.proceedings_type
left join modes_of_trial on cases.mode_of_trial_code = modes_of_trial.mode_of_trial_code
left join remand_statuses on cases.remand_status_code = remand_statuses.remand_status_code
left join pleas on cases.plea_code = pleas.plea_code
left join results on cases.result_code = results.result_code
left join offence_list on cases.offence_code = offence_list.offence_code
left join ethnicities on cases.ethnicity_code = ethnicities.ethnicity_code
order by row_id_hash
