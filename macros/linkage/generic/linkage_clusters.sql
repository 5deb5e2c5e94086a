{#- The answer, one row a record: identity_id, source_dataset, record_key, cluster_low,
    cluster_medium, cluster_high (the identity_id of the cluster's first record in the order of source
    and key), n_records_in_cluster and mean_match_probability (with the other records of the medium
    cluster; null where there is none). -#}
{% macro linkage_clusters(settings, records, node_clusters, component_pairs) %}
{%- do data_first._check_model('linkage_clusters', settings) -%}
with link__both_ways as (
    select identity_id_l as identity_id, identity_id_r as other_id, match_probability,
    from {{ component_pairs }}
    union all
    select identity_id_r as identity_id, identity_id_l as other_id, match_probability,
    from {{ component_pairs }}
),

link__means as (
    -- one row a record that shares its medium cluster
    select
        pairs.identity_id,
        {{ data_first.exact_sum('pairs.match_probability') }} / count(*) as mean_match_probability,
    from link__both_ways as pairs
    inner join {{ node_clusters }} as l on pairs.identity_id = l.node_id
    inner join {{ node_clusters }} as r
        on
            pairs.other_id = r.node_id
            and l.cluster_medium = r.cluster_medium
    group by pairs.identity_id
)

select
    records.identity_id,
    records.source_dataset,
    records.record_key,
    clusters.cluster_low,
    clusters.cluster_medium,
    clusters.cluster_high,
    count(*) over (partition by clusters.cluster_medium) as n_records_in_cluster,
    link__means.mean_match_probability,
from {{ records }} as records
inner join {{ node_clusters }} as clusters
    on records.identity_id = clusters.node_id
left join link__means on records.identity_id = link__means.identity_id
{% endmacro %}
