{#- How sure it is that the records of a node belong to its cluster: node_id, mean_match_probability with
    the other records there, those of the same node too. Nodes alone in their cluster with one record
    are left out.

    `nodes` has node_id, cluster_id, self_weight_units, n_node_records; `pairs` node_l, node_r,
    weight_units, one row a pair. Each pair is looked up once and counted for both of its ends. -#}
{% macro node_means(nodes, pairs) %}
with link__inside as (
    select
        pairs.node_l,
        pairs.node_r,
        l.n_node_records as n_l,
        r.n_node_records as n_r,
        {{ data_first.match_probability(data_first.weight_bits('pairs.weight_units')) }}
            as match_probability,
    from {{ pairs }} as pairs
    inner join {{ nodes }} as l on pairs.node_l = l.node_id
    inner join {{ nodes }} as r on pairs.node_r = r.node_id and l.cluster_id = r.cluster_id
),

link__others as (
    select node_l as node_id, n_r as n_pairs, match_probability, from link__inside
    union all
    select node_r, n_l, match_probability, from link__inside
    union all
    select
        node_id,
        n_node_records - 1,
        {{ data_first.match_probability(data_first.weight_bits('self_weight_units')) }},
    from {{ nodes }}
    where n_node_records > 1
)

select
    node_id,
    {{ data_first.exact_sum('n_pairs * match_probability') }} / sum(n_pairs)
        as mean_match_probability,
from link__others
group by node_id
{% endmacro %}
