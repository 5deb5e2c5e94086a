{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- for clustering in data_first.clusterings() %}
-- statement: {{ clustering.scope }}, {{ clustering.level }}, {{ clustering.method }}
with nodes as (
    select distinct nodes.node_id, nodes.n_node_records,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__profiles') }} as profiles using (profile_id)
    where
        '{{ clustering.scope }}' <> 'criminal_justice'
        or profiles.source_dataset in (select code from {{ ref('linking_source_datasets') }})
),

clusters as (
    {{ data_first.clustered_nodes(clustering, ref('link_person__clusters')) }}
),

people as (
    select clusters.cluster_id, sum(nodes.n_node_records) as n_records,
    from clusters
    inner join nodes on clusters.node_id = nodes.node_id
    group by clusters.cluster_id
),

sized as (
    select
        *,
        list_max(list_filter(
            [1, 2, 3, 4, 5, 6, 11, 21, 51, 101, 501, 1001],
            lambda least: least <= n_records
        )) as least_records,
    from people
)

select
    '{{ clustering.scope }}' as scope,
    '{{ clustering.level }}' as level,
    '{{ clustering.method }}' as method,
    least_records,
    cast(max(n_records) as bigint) as most_records,
    count(*) as n_clusters,
    cast(sum(n_records) as bigint) as n_records,
from sized
group by least_records
{% endfor %}
