with cases as (
    select * from {{ ref('people_xhibit__cases') }}
    where {{ in_coverage('crown_defendant_case', 'first_hearing_date') | indent }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
),

areas as (
    select * from {{ ref('people_areas') }}
),

case_types as (
    select * from {{ ref('xhibit_case_types') }}
),

receipt_types as (
    select * from {{ ref('xhibit_receipt_types') }}
),

either_way_types as (
    select * from {{ ref('xhibit_either_way_types') }}
),

courts as (
    select * from {{ ref('libra_courts') }}
),

bail_statuses as (
    select * from {{ ref('xhibit_bail_statuses') }}
),

pleas as (
    select * from {{ ref('xhibit_pleas') }}
),

verdicts as (
    select * from {{ ref('xhibit_verdicts') }}
),

appeal_results as (
    select * from {{ ref('xhibit_appeal_results') }}
),

disposals as (
    select * from {{ ref('xhibit_disposals') }}
),

offence_list as (
    select * from {{ ref('court_offences') }}
),

ethnicities as (
    select * from {{ ref('xhibit_ethnicities') }}
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "cases.source_dataset || '|' || cases.record_key") }} as row_id_hash,
    {{ hash_key('defendant_on_case_id', 'cases.defendant_on_case_id') }}
        as defendant_on_case_id_hash,
    {{ hash_key('crown_case_id', 'cases.case_id') }} as case_id_hash,
    record_ids.estimated_id_within_source as estimated_defendant_id,

    -- Dates of the case.
    {{ iso_date('cases.committal_date') }} as committal_date,
    {{ iso_date('cases.appeal_lodged_date') }} as appeal_lodged_date,
    {{ iso_date('cases.receipt_date') }} as receipt_date,
    {{ iso_date('cases.first_hearing_date') }} as first_hearing_date,
    {{ iso_date('cases.final_hearing_date') }} as final_hearing_date,

    -- The case.
    case_types.case_type as case_type_code,
    case_types.description as case_type_desc,
    receipt_types.receipt_type as receipt_type_code,
    receipt_types.description as receipt_type_desc,
    either_way_types.either_way_type as either_way_type_code,
    either_way_types.description as either_way_type_desc,
    cast(cases.court_code as integer) as court_code,
    courts.court_code as committing_court_code,
    courts.court_name as committing_court_desc,
    cast(cases.police_force_code as integer) as police_force_code,
    bail_statuses.bail_status as remand_status_code,
    bail_statuses.description as remand_status_desc,
    cast(cases.n_defendants as integer) as number_of_defendants,
    cast(cases.n_hearings as integer) as number_of_hearings,
    cast(cases.n_offences as integer) as number_of_offences,
    cast(cases.n_taken_into_consideration as integer) as number_taken_into_consideration,

    -- The principal offence and its outcome.
    {{ iso_date('cases.offence_date') }} as offence_date,
    offence_list.offence_code,
    offence_list.offence_desc,
    nullif(regexp_extract(cases.ho_class, '^[0-9]{1,3}$'), '') as ho_offence_class,
    nullif(regexp_extract(cases.ho_sub_class, '^[0-9]{1,2}$'), '') as ho_offence_sub_class,
    pleas.plea_code,
    pleas.description as plea_desc,
    verdicts.verdict_code,
    verdicts.description as verdict_desc,
    appeal_results.appeal_result_code,
    appeal_results.description as appeal_result_desc,
    disposals.disposal_code,
    disposals.description as disposal_desc,
    disposals.outcome_group,
    cases.length_days as sentence_length_days,
    cases.amount_pounds as fine_amount,

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
left join case_types on cases.case_type = case_types.case_type
left join receipt_types on cases.receipt_type = receipt_types.receipt_type
left join either_way_types on cases.either_way_type = either_way_types.either_way_type
left join courts on cases.committing_court_code = courts.court_code
left join bail_statuses on cases.committal_bail_status = bail_statuses.bail_status
left join pleas on cases.plea_code = pleas.plea_code
left join verdicts on cases.verdict_code = verdicts.verdict_code
left join appeal_results on cases.appeal_result_code = appeal_results.appeal_result_code
left join disposals on cases.disposal_code = disposals.disposal_code
left join offence_list on cases.offence_code = offence_list.offence_code
left join ethnicities on cases.self_defined_ethnicity_code = ethnicities.ethnicity_code
order by row_id_hash
