{#- The answer, one row a record: identity_id (of its content), source_dataset, record_key, cluster_low,
    cluster_medium, cluster_high (the smallest node_id of the cluster), n_records_in_cluster and
    mean_match_probability (with the other records of the medium cluster; null where there is none). -#}
{% macro linkage_clusters(settings, nodes, node_clusters, component_pairs) %}
{%- do data_first._check_model('linkage_clusters', settings) -%}
with link__placed as (
    select
        nodes.node_id,
        nodes.self_weight_units,
        nodes.n_node_records,
        clusters.cluster_medium as cluster_id,
    from {{ nodes }} as nodes
    inner join {{ node_clusters }} as clusters using (node_id)
),

link__sizes as (
    -- clusters of several nodes
    select cluster_id, cast(sum(n_node_records) as bigint) as n_records,
    from link__placed
    group by cluster_id
    having count(*) > 1
),

link__means as (
    {{ data_first.node_means(
        'link__placed',
        '(select node_l, node_r, match_weight_units as weight_units, from ' ~ component_pairs ~ ')',
    ) | indent(4) }}
)

select
    nodes.profile_id as identity_id,
    nodes.source_dataset,
    unnest(nodes.record_keys) as record_key,
    clusters.cluster_low,
    clusters.cluster_medium,
    clusters.cluster_high,
    coalesce(link__sizes.n_records, nodes.n_node_records) as n_records_in_cluster,
    link__means.mean_match_probability,
from {{ nodes }} as nodes
inner join {{ node_clusters }} as clusters using (node_id)
left join link__sizes on clusters.cluster_medium = link__sizes.cluster_id
left join link__means on nodes.node_id = link__means.node_id
{% endmacro %}
