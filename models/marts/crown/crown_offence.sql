with cases as (
    select * from {{ ref('people_xhibit__cases') }}
    where {{ in_coverage('crown_offence', 'first_hearing_date') | indent }}
),

offences as (
    select * from {{ ref('people_xhibit__published_offences') }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
    where source_dataset = 'crown_xhibit'
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
    {{ yes_no('offences.offence_number = 1') | indent }} as principal_offence_marker,
    {{ age_at('cases.dob_std', 'offences.offence_day') | indent }} as age_at_offence,

    -- The offence and what became of it.
    offences.* exclude (
        defendant_on_offence_id, defendant_on_case_id, offence_day, conviction_day
    ),
from cases
inner join offences on cases.defendant_on_case_id = offences.defendant_on_case_id
left join record_ids on cases.record_key = record_ids.record_key
order by row_id_hash, offence_number
