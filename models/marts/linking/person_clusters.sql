with published as (
    {{ data_first.published_records() | indent(4) }}
)

select
    record_ids.row_id_hash,
    record_ids.source_dataset,
    record_ids.cluster_high,
    record_ids.cluster_medium,
    record_ids.cluster_low,
    record_ids.confidence_band,
from {{ ref('link_person__record_ids') }} as record_ids
inner join published using (row_id_hash)
order by record_ids.row_id_hash
