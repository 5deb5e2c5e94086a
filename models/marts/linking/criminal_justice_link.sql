with published as (
    {{ data_first.published_records() | indent(4) }}
)

select
    record_ids.row_id_hash,
    record_ids.source_dataset,
    record_ids.estimated_mc_cc_ps_dp,
from {{ ref('link_person__record_ids') }} as record_ids
inner join published using (row_id_hash)
where record_ids.estimated_mc_cc_ps_dp is not null
order by record_ids.row_id_hash
