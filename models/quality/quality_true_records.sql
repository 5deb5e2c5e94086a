with truth as (
    select * from {{ ref('stg_truth__person') }}
),

records as (
    select * from {{ ref('people_records') }}
),

nodes as (
    select * from {{ ref('link_person__nodes') }}
)

select
    records.record_id,
    records.source_dataset,
    records.record_key,
    nodes.profile_id,
    nodes.node_id,
    truth.true_person_id,
from truth
inner join records
    on
        truth.source_dataset = records.source_dataset
        and truth.record_key = records.record_key
inner join nodes on records.record_id = nodes.record_id
