with nodes as (
    select distinct node_id, n_node_records, self_weight_units,
    from {{ ref('link_person__nodes') }}
),

clusters as (
    select distinct node_id, cluster_medium, from {{ ref('link_person__record_clusters') }}
),

pairs as (
    select node_l, node_r, weight_units, from {{ ref('link_person__component_pairs') }}
    union all
    select node_r, node_l, weight_units, from {{ ref('link_person__component_pairs') }}
),

to_others as (
    -- pairs of a node with the other nodes of its cluster, one row a pair of nodes
    select
        pairs.node_l as node_id,
        others.n_node_records as n_pairs,
        {{ data_first.match_probability(data_first.weight_bits('pairs.weight_units')) }}
            as match_probability,
    from pairs
    inner join clusters as own on pairs.node_l = own.node_id
    inner join clusters as other
        on pairs.node_r = other.node_id and own.cluster_medium = other.cluster_medium
    inner join nodes as others on pairs.node_r = others.node_id
),

to_its_own as (
    -- records of one node are pairs too
    select
        node_id,
        n_node_records - 1 as n_pairs,
        {{ data_first.match_probability(data_first.weight_bits('self_weight_units')) }}
            as match_probability,
    from nodes
    where n_node_records > 1
),

means as (
    select
        node_id,
        {{ data_first.exact_sum('n_pairs * match_probability') }} / sum(n_pairs)
            as mean_match_probability,
    from (
        select * from to_others
        union all
        select * from to_its_own
    )
    group by node_id
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
