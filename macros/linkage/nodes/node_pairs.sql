{#- All pairs of nodes inside a component: node_l < node_r, component_id, weight_units, n_pairs (the pairs
    of records that it stands for), and what else is asked for.

    `nodes` has node_id, profile_id, component_id, self_weight_units, n_node_records, one row a node;
    of its `node_columns` a pair has both sides (`_l`, `_r`). `pairs` has profile_id_l, profile_id_r,
    match_weight_units, one row a pair of profiles, and the `pair_columns`, null for two nodes of one
    profile. Those are a pair at the profile's weight with itself, where it has one. -#}
{% macro node_pairs(nodes, pairs, node_columns=[], pair_columns=[]) %}
select
    least(l.node_id, r.node_id) as node_l,
    greatest(l.node_id, r.node_id) as node_r,
    l.component_id,
    {%- for column in node_columns %}
    case when l.node_id < r.node_id then l.{{ column }} else r.{{ column }} end as {{ column }}_l,
    case when l.node_id < r.node_id then r.{{ column }} else l.{{ column }} end as {{ column }}_r,
    {%- endfor %}
    {%- for column in pair_columns %}
    pairs.{{ column }},
    {%- endfor %}
    pairs.match_weight_units as weight_units,
    l.n_node_records * r.n_node_records as n_pairs,
from {{ pairs }} as pairs
inner join {{ nodes }} as l on pairs.profile_id_l = l.profile_id
inner join {{ nodes }} as r
    on
        pairs.profile_id_r = r.profile_id
        and l.component_id = r.component_id
union all
select
    l.node_id as node_l,
    r.node_id as node_r,
    l.component_id,
    {%- for column in node_columns %}
    l.{{ column }} as {{ column }}_l,
    r.{{ column }} as {{ column }}_r,
    {%- endfor %}
    {%- for column in pair_columns %}
    null as {{ column }},
    {%- endfor %}
    l.self_weight_units as weight_units,
    l.n_node_records * r.n_node_records as n_pairs,
from {{ nodes }} as l
inner join {{ nodes }} as r
    on
        l.profile_id = r.profile_id
        and l.component_id = r.component_id
        and l.node_id < r.node_id
where l.self_weight_units is not null
{% endmacro %}
