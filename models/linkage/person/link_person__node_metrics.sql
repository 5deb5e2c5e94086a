with nodes as (
    select distinct node_id, cluster_medium as cluster_id,
    from {{ ref('link_person__record_clusters') }}
)

select * from (
    {{ data_first.node_metrics('nodes', ref('link_person__edge_metrics')) | indent(4) }}
)
