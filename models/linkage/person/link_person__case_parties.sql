with parties as (
    select * from {{ ref('people_case_parties') }}
),

records as (
    select * from {{ ref('people_records') }}
),

profile_records as (
    select * from {{ ref('link_person__profile_records') }}
)

select
    records.record_id,
    profile_records.profile_id,
    parties.case_key,
from parties
inner join records
    on
        parties.source_dataset = records.source_dataset
        and parties.record_key = records.record_key
inner join profile_records on records.record_id = profile_records.record_id
