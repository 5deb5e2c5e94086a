{#- Groups of records that scored pairs connect, for the materialisation `capped_components`: node_id,
    component_id, n_nodes, least_weight. -#}
{% macro linkage_components(settings, nodes, scored_pairs, overrides=none) %}
{%- do data_first._check_model(
    'linkage_components', settings, 'capped_components', reads_settings=true
) -%}
{{ data_first.settings_read(
    settings, ['clustering.keep_match_weight', 'clustering.max_component']
) }}
-- statement: nodes
select node_id, from {{ nodes }}

-- statement: edges
{{ data_first.node_edges(settings, nodes, scored_pairs) }}
{{ data_first._overrides_in_force(overrides, nodes) }}
{% endmacro %}
