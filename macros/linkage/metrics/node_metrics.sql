{#- How well each node is tied into its cluster: node_id, cluster_id, node_degree, node_centrality.

    `nodes` has node_id, cluster_id; `edges` has node_l, node_r, one row a pair that reaches the
    threshold. Edges that leave a cluster do not count. Degree is the number of neighbours in the
    cluster, centrality its share of the possible n - 1 (Freeman 1978); 0 for a node alone. -#}
{% macro node_metrics(nodes, edges) %}
with link__ends as (
    select l.node_id as node_l, r.node_id as node_r,
    from {{ edges }} as edges
    inner join {{ nodes }} as l on edges.node_l = l.node_id
    inner join {{ nodes }} as r on edges.node_r = r.node_id and l.cluster_id = r.cluster_id
    where edges.node_l <> edges.node_r
),

link__degrees as (
    select node_id, count(*) as node_degree,
    from (
        select node_l as node_id, from link__ends
        union all
        select node_r, from link__ends
    )
    group by node_id
),

link__sizes as (
    select cluster_id, count(*) as n_nodes, from {{ nodes }} group by cluster_id
)

select
    nodes.node_id,
    nodes.cluster_id,
    coalesce(link__degrees.node_degree, 0) as node_degree,
    case
        when link__sizes.n_nodes > 1
            then coalesce(link__degrees.node_degree, 0) / (link__sizes.n_nodes - 1)
        else 0
    end as node_centrality,
from {{ nodes }} as nodes
inner join link__sizes using (cluster_id)
left join link__degrees using (node_id)
{% endmacro %}
