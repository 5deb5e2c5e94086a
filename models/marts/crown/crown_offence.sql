with cases as (
    select * from {{ ref('people_xhibit__cases') }}
    where {{ in_coverage('crown_offence', 'first_hearing_date') | indent }}
),

offences as (
    select * from {{ ref('people_xhibit__offences') }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
    where source_dataset = 'crown_xhibit'
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
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "cases.source_dataset || '|' || cases.record_key") }} as row_id_hash,
    {{ hash_key('defendant_on_case_id', 'cases.defendant_on_case_id') }}
        as defendant_on_case_id_hash,
    {{ hash_key('crown_case_id', 'cases.case_id') }} as case_id_hash,
    {{ hash_key('defendant_on_offence_id', 'offences.defendant_on_offence_id') }}
        as defendant_on_offence_id_hash,
    record_ids.estimated_id_within_source as estimated_defendant_id,

    -- The offence.
    cast(offences.offence_number as integer) as offence_number,
    case when offences.offence_number = 1 then 'Y' else 'N' end as principal_offence_marker,
    {{ iso_date('offences.offence_date') }} as offence_date,
    offence_list.offence_code,
    offence_list.offence_desc,
    nullif(regexp_extract(offences.ho_class, '^[0-9]{1,3}$'), '') as ho_offence_class,
    nullif(regexp_extract(offences.ho_sub_class, '^[0-9]{1,2}$'), '') as ho_offence_sub_class,

    -- What became of it.
    pleas.plea_code,
    pleas.description as plea_desc,
    {{ iso_date('offences.plea_date') }} as plea_date,
    verdicts.verdict_code,
    verdicts.description as verdict_desc,
    appeal_results.appeal_result_code,
    appeal_results.description as appeal_result_desc,
    {{ iso_date('offences.verdict_date') }} as verdict_date,
    disposals.disposal_code,
    disposals.description as disposal_desc,
    disposals.outcome_group,
    offences.length_days as sentence_length_days,
    offences.amount_pounds as fine_amount,
from cases
inner join offences on cases.defendant_on_case_id = offences.defendant_on_case_id
left join record_ids on cases.record_key = record_ids.record_key
left join pleas on offences.plea_code = pleas.plea_code
left join verdicts on offences.verdict_code = verdicts.verdict_code
left join appeal_results on offences.appeal_result_code = appeal_results.appeal_result_code
left join disposals on offences.disposal_code = disposals.disposal_code
left join offence_list on offences.offence_code = offence_list.offence_code
order by row_id_hash, offence_number
