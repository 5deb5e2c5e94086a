-- A cluster that its pairs connect without a circle has nothing but bridges, and any cluster fewer
-- bridges than nodes; a full one of three nodes or more has none.
select
    clusters.cluster_id,
    clusters.n_nodes,
    clusters.n_edges,
    count(*) filter (where edges.is_bridge) as n_bridges,
from {{ ref('link_person__cluster_metrics') }} as clusters
inner join {{ ref('link_person__edge_metrics') }} as edges
    on clusters.cluster_id = edges.cluster_id
group by all
having
    n_bridges >= clusters.n_nodes
    or (clusters.density = 1 and clusters.n_nodes > 2 and n_bridges > 0)
    or (clusters.n_nodes = 2 and n_bridges <> 1)
