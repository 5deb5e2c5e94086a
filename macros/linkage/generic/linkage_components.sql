{#- Groups of records that scored pairs connect, for the materialisation `capped_components`: node_id
    (an identity_id), component_id, n_nodes, least_weight. -#}
{% macro linkage_components(settings, records, scored_pairs, overrides=none) %}
{%- do data_first._check_model(
    'linkage_components', settings, 'capped_components', reads_settings=true
) -%}
-- statement: nodes
select identity_id as node_id, from {{ records }}

-- statement: edges
select
    identity_id_l as node_l,
    identity_id_r as node_r,
    match_weight_units as weight_units,
from {{ scored_pairs }}
{{ data_first._overrides_in_force(overrides) }}
{% endmacro %}
