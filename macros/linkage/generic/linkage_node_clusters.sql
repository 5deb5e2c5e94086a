{#- Clusters of records at the three levels, for the materialisation `nested_clusters`: node_id (an
    identity_id), cluster_<level>, component_<level>. -#}
{% macro linkage_node_clusters(settings, records, component_pairs, overrides=none) %}
{%- do data_first._check_model(
    'linkage_node_clusters', settings, 'nested_clusters', reads_settings=true
) -%}
-- statement: nodes
select identity_id as node_id, source_dataset, from {{ records }}

-- statement: pairs
select
    identity_id_l as node_l,
    identity_id_r as node_r,
    match_weight_units as weight_units,
    cast(1 as bigint) as n_pairs,
from {{ component_pairs }}
{{ data_first._overrides_in_force(overrides) }}
{% endmacro %}
