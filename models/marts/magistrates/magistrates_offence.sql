with cases as (
    select * from {{ ref('people_libra__cases') }}
    where {{ in_coverage('magistrates_offence', 'first_hearing_date') | indent }}
),

offences as (
    select * from {{ ref('people_libra__offences') }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
    where source_dataset = 'mags_hocas'
),

modes_of_trial as (
    select * from {{ ref('libra_modes_of_trial') }}
),

pleas as (
    select * from {{ ref('libra_pleas') }}
),

results as (
    select * from {{ ref('libra_results') }}
),

offence_list as (
    select * from {{ ref('court_offences') }}
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "cases.source_dataset || '|' || cases.record_key") }} as row_id_hash,
    {{ hash_key('case_id', 'cases.case_id') }} as case_id_hash,
    {{ hash_key('defendant_id', 'cases.defendant_id') }} as defendant_id_hash,
    {{ hash_key('offence_id', 'offences.offence_id') }} as offence_id_hash,
    record_ids.estimated_id_within_source as estimated_defendant_id,

    -- The offence.
    cast(offences.offence_number as integer) as offence_number,
    case when offences.offence_number = 1 then 'Y' else 'N' end as principal_offence_marker,
    {{ iso_date('offences.offence_date') }} as offence_date,
    offence_list.offence_code,
    offence_list.offence_desc,
    nullif(regexp_extract(offences.ho_class, '^[0-9]{1,3}$'), '') as ho_offence_class,
    nullif(regexp_extract(offences.ho_sub_class, '^[0-9]{1,2}$'), '') as ho_offence_sub_class,
    modes_of_trial.mode_of_trial_code,
    modes_of_trial.description as mode_of_trial_desc,

    -- What became of it.
    pleas.plea_code,
    pleas.description as plea_desc,
    {{ iso_date('offences.plea_date') }} as plea_date,
    results.result_code,
    results.description as result_desc,
    results.result_group as jsas_result_group_desc,
    results.outcome_group,
    {{ iso_date('offences.result_date') }} as result_date,
    cast(offences.length_days as integer) as sentence_length_days,
    offences.amount_pounds as fine_amount,
from cases
inner join offences on cases.defendant_id = offences.defendant_id
left join record_ids on cases.record_key = record_ids.record_key
left join modes_of_trial on offences.mode_of_trial_code = modes_of_trial.mode_of_trial_code
left join pleas on offences.plea_code = pleas.plea_code
left join results on offences.result_code = results.result_code
left join offence_list on offences.offence_code = offence_list.offence_code
order by row_id_hash, offence_number
