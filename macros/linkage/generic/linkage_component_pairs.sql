{#- All pairs of records inside a component, on which clusters rest: those that were kept, and those
    that no rule found or that scored too low, compared and weighed now. Columns: identity_id_l,
    identity_id_r, component_id, match_weight_units, match_weight, match_probability, is_scored_pair
    (whether it is among the scored pairs). -#}
{% macro linkage_component_pairs(
    settings, records, scored_pairs, components, parameters, match_shares, term_frequencies
) %}
{%- do data_first._check_model('linkage_component_pairs', settings) -%}
{%- set columns -%}
    identity_id_l, identity_id_r, match_weight_units, match_weight, match_probability
{%- endset -%}
with link__in_components as (
    select records.*, components.component_id,
    from {{ records }} as records
    inner join {{ components }} as components
        on records.identity_id = components.node_id
    where components.n_nodes > 1
),

link__missing_pairs as (
    {{ data_first.missing_pairs(settings, 'link__in_components', scored_pairs) | indent(4) }}
),

link__missing_weights as (
    {{ data_first._scored_pairs(
        settings, 'link__missing_pairs', records, parameters, match_shares, term_frequencies, none
    ) | indent(4) }}
),

link__all_pairs as (
    select {{ columns }}, true as is_scored_pair, from {{ scored_pairs }}
    union all
    select {{ columns }}, false as is_scored_pair, from link__missing_weights
)

select
    pairs.identity_id_l,
    pairs.identity_id_r,
    l.component_id,
    pairs.match_weight_units,
    pairs.match_weight,
    pairs.match_probability,
    pairs.is_scored_pair,
from link__all_pairs as pairs
inner join {{ components }} as l on pairs.identity_id_l = l.node_id
inner join {{ components }} as r
    on
        pairs.identity_id_r = r.node_id
        and l.component_id = r.component_id
{% endmacro %}
