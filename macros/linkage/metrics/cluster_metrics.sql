{#- How whole each cluster is: cluster_id, n_nodes, n_edges, density (share of possible pairs that are
    edges; null for a node alone), cluster_centralisation (Freeman 1978: 0 where all degrees are
    equal, 1 for a star; null below three nodes). `nodes` is what `node_metrics()` selects. -#}
{% macro cluster_metrics(nodes) %}
select
    cluster_id,
    count(*) as n_nodes,
    cast(sum(node_degree) as bigint) // 2 as n_edges,
    case
        when count(*) > 1 then sum(node_degree) / (count(*) * (count(*) - 1))
    end as density,
    case
        when count(*) > 2
            then
                (count(*) * max(node_degree) - sum(node_degree))
                / ((count(*) - 1) * (count(*) - 2))
    end as cluster_centralisation,
from {{ nodes }}
group by cluster_id
{% endmacro %}
