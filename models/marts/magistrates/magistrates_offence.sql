with cases as (
    select * from {{ ref('people_libra__cases') }}
    where {{ in_coverage('magistrates_offence', 'first_hearing_date') | indent }}
),

offences as (
    select * from {{ ref('people_libra__published_offences') }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
    where source_dataset = 'mags_hocas'
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "cases.source_dataset || '|' || cases.record_key") }} as row_id_hash,
    {{ hash_key('case_id', 'cases.case_id') }} as case_id_hash,
    {{ hash_key('defendant_id', 'cases.defendant_id') }} as defendant_id_hash,
    {{ hash_key('offence_id', 'offences.offence_id') }} as offence_id_hash,
    record_ids.estimated_id_within_source as estimated_defendant_id,
    {{ yes_no('offences.offence_number = 1') | indent }} as principal_offence_marker,
    {{ age_at('cases.dob_std', 'offences.offence_day') | indent }} as age_at_offence,

    -- The offence and what became of it.
    offences.* exclude (offence_id, defendant_id, offence_day, result_day),
from cases
inner join offences on cases.defendant_id = offences.defendant_id
left join record_ids on cases.record_key = record_ids.record_key
order by row_id_hash, offence_number
