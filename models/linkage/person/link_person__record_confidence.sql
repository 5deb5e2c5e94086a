with clusters as (
    select distinct node_id, cluster_medium as cluster_id,
    from {{ ref('link_person__record_clusters') }}
),

nodes as (
    select distinct
        nodes.node_id,
        nodes.n_node_records,
        nodes.self_weight_units,
        clusters.cluster_id,
    from {{ ref('link_person__nodes') }} as nodes
    inner join clusters using (node_id)
),

means as (
    {{ data_first.node_means('nodes', ref('link_person__component_pairs')) | indent(4) }}
)

select
    records.record_id,
    means.mean_match_probability,
    case
        when means.mean_match_probability is null then 'single'
        when means.mean_match_probability >= 0.99 then 'high'
        when means.mean_match_probability >= 0.8 then 'medium'
        else 'low'
    end as confidence_band,
from {{ ref('link_person__nodes') }} as records
left join means using (node_id)
