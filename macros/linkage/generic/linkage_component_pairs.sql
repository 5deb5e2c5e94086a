{#- All pairs of nodes inside a component, on which clusters rest: those that were kept, and those that
    no rule found or that scored too low, compared and weighed now. Columns: node_l < node_r,
    component_id, match_weight_units, match_weight, match_probability, n_pairs (of records),
    is_scored_pair (whether it is among the scored pairs, or would be: equal records are none).

    Connected components need no pair that was not kept, so that with them none is compared. -#}
{% macro linkage_component_pairs(
    settings, records, nodes, scored_pairs, components, parameters, match_shares, term_frequencies
) %}
{%- do data_first._check_model('linkage_component_pairs', settings) -%}
with link__placed as (
    select
        nodes.node_id,
        nodes.profile_id,
        nodes.self_weight_units,
        nodes.n_node_records,
        components.component_id,
    from {{ nodes }} as nodes
    inner join {{ components }} as components using (node_id)
    where components.n_nodes > 1
),

{% if settings.clustering.cluster_method != 'connected_components' -%}
link__in_components as (
    -- nodes of one content may be in several components
    select records.identity_id, records.profile_id, records.source_id, placed.component_id,
    from {{ records }} as records
    inner join (select distinct profile_id, component_id, from link__placed) as placed
        using (profile_id)
),

link__missing as (
    {{ data_first._missing_pair_ids(settings, 'link__in_components', scored_pairs) | indent(4) }}
),

link__missing_pairs as (
    {{ data_first._compare_missing(settings, records, 'link__missing') | indent(4) }}
),

link__missing_weights as (
    {{ data_first._scored_pairs(
        settings, 'link__missing_pairs', records, parameters, match_shares, term_frequencies, none
    ) | indent(4) }}
),

{% endif -%}
link__identity_pairs as (
    select profile_id_l, profile_id_r, match_weight_units, true as is_scored_pair,
    from {{ scored_pairs }}
    {%- if settings.clustering.cluster_method != 'connected_components' %}
    union all
    select profile_id_l, profile_id_r, match_weight_units, false as is_scored_pair,
    from link__missing_weights
    {%- endif %}
),

link__node_pairs as (
    {{ data_first.node_pairs(
        'link__placed', 'link__identity_pairs', pair_columns=['is_scored_pair']
    ) | indent(4) }}
)

select
    node_l,
    node_r,
    component_id,
    weight_units as match_weight_units,
    {{ data_first.weight_bits('weight_units') }} as match_weight,
    {{ data_first.match_probability('match_weight') }} as match_probability,
    n_pairs,
    coalesce(
        is_scored_pair,
        weight_units >= {{ data_first.weight_units(settings.clustering.keep_match_weight) }}
    ) as is_scored_pair,
from link__node_pairs
{% endmacro %}
