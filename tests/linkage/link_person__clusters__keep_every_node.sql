-- Every node is in one component and in the scopes that are its own; no record is lost on the way.
with nodes as (
    select distinct node_id, n_node_records
    from {{ ref('link_person__nodes') }}
),

in_scopes as (
    select node_id // 4 as node_id, list(node_id % 4 order by node_id) as scopes
    from {{ ref('link_person__clusters') }}
    group by node_id // 4
),

counted as (
    select
        (select count(*) from {{ ref('people_records') }}) as n_records,
        (select sum(n_node_records) from nodes) as n_records_in_nodes,
        (select count(*) from nodes) as n_nodes,
        (select count(*) from {{ ref('link_person__components') }}) as n_in_components,
        (select count(*) from in_scopes) as n_in_clusters,
        (
            select count(*)
            from nodes
            left join in_scopes on nodes.node_id = in_scopes.node_id
            where coalesce(in_scopes.scopes not in ([1, 3], [1, 2, 3]), true)
        ) as n_in_wrong_scopes,
)

select * from counted
where
    n_records <> coalesce(n_records_in_nodes, 0)
    or n_nodes <> n_in_components
    or n_nodes <> n_in_clusters
    or n_in_wrong_scopes > 0
