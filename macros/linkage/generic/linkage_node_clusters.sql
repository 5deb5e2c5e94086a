{#- Clusters of nodes at the three levels, for the materialisation `nested_clusters`: node_id,
    cluster_<level>, component_<level>. -#}
{% macro linkage_node_clusters(settings, nodes, component_pairs, overrides=none) %}
{%- do data_first._check_model(
    'linkage_node_clusters', settings, 'nested_clusters', reads_settings=true
) -%}
{{ data_first.settings_read(settings, ['clustering']) }}
-- statement: nodes
select node_id, source_dataset, from {{ nodes }}

-- statement: pairs
select node_l, node_r, match_weight_units as weight_units, n_pairs, from {{ component_pairs }}
{{ data_first._overrides_in_force(overrides, nodes) }}
{% endmacro %}
