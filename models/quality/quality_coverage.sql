with records as (
    select source_dataset, row_id_hash from {{ ref('link_person__record_ids') }}
),

published as (
    select row_id_hash from {{ ref('xjs_link') }}
)

select
    records.source_dataset,
    count(*) as n_records,
    count(published.row_id_hash) as n_published,
    count(*) - count(published.row_id_hash) as n_outside_coverage,
from records
left join published using (row_id_hash)
group by records.source_dataset
order by records.source_dataset
