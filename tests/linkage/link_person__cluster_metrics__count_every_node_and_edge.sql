with counted as (
    select
        (select count(distinct node_id) from {{ ref('link_person__record_clusters') }}) as n_nodes,
        (select count(*) from {{ ref('link_person__edge_metrics') }}) as n_edges,
        (select coalesce(sum(n_nodes), 0) from {{ ref('link_person__cluster_metrics') }})
            as n_nodes_in_clusters,
        (select coalesce(sum(n_edges), 0) from {{ ref('link_person__cluster_metrics') }})
            as n_edges_in_clusters,
        (select coalesce(sum(node_degree), 0) from {{ ref('link_person__node_metrics') }})
            as n_ends,
)

select * from counted
where n_nodes <> n_nodes_in_clusters or n_edges <> n_edges_in_clusters or 2 * n_edges <> n_ends
