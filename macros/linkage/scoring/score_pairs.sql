{#- Pairs of profiles with their weight: profile_id_l, profile_id_r, identity ids, pattern,
    match_key, match_weight_units, tf_units.

    Term frequency adds tf_weight * log2(u / max(tf_l, tf_r)) bits on the levels that ask for it
    (Winkler 2000). Of several names a pair is as strong as its best pair of names, less log2 of
    the number of pairs of names that were tried. `at_least` drops, by pattern, pairs that no term
    frequency could lift to so many bits. -#}
{% macro score_pairs(
    settings, pairs, identities, pattern_weights, parameters, at_least=none, names_tried=true
) %}
with link__candidates as (
    select
        pairs.identity_id_l,
        pairs.identity_id_r,
        weights.* exclude (rules_satisfied),
    from {{ pairs }} as pairs
    inner join {{ pattern_weights }} as weights using (pattern)
    {%- if at_least is not none %}
    where weights.match_weight_units + weights.most_tf_units >= {{ data_first.weight_units(at_least) }}
    {%- endif %}
),

link__chance as (
    select list(u_probability order by parameter_index) as u, from {{ parameters }}
),

link__named as (
    select
        l.profile_id as profile_id_l,
        r.profile_id as profile_id_r,
        link__candidates.identity_id_l,
        link__candidates.identity_id_r,
        link__candidates.pattern,
        link__candidates.pair_group,
        link__candidates.match_key,
        link__candidates.match_weight_units as pattern_weight_units,
        {% for comparison in settings.comparisons -%}
        {{ '+ ' if not loop.first }}{{ data_first._tf_units(comparison, settings) | indent(8) }}
        {% endfor -%} as tf_units,
        {{ data_first.weight_units('log2(l.n_names * r.n_names)') if names_tried else 0 }}
            as names_tried_units,
    from link__candidates
    inner join {{ identities }} as l
        on link__candidates.identity_id_l = l.identity_id
    inner join {{ identities }} as r
        on link__candidates.identity_id_r = r.identity_id
    cross join link__chance
),

link__weighed as (
    select
        * exclude (pattern_weight_units, names_tried_units, profile_id_l, profile_id_r, identity_id_l, identity_id_r),
        pattern_weight_units + tf_units - names_tried_units as match_weight_units,
        profile_id_l < profile_id_r as is_in_order,
        case when is_in_order then profile_id_l else profile_id_r end as profile_id_l,
        case when is_in_order then profile_id_r else profile_id_l end as profile_id_r,
        case when is_in_order then identity_id_l else identity_id_r end as identity_id_l,
        case when is_in_order then identity_id_r else identity_id_l end as identity_id_r,
    from link__named
)

-- one row a pair of profiles: its best pair of names, the main names first where they tie
select * exclude (is_in_order)
from link__weighed
{%- if at_least is not none %}
where match_weight_units >= {{ data_first.weight_units(at_least) }}
{%- endif %}
qualify row_number() over (
    partition by profile_id_l, profile_id_r
    order by match_weight_units desc, identity_id_l, identity_id_r
) = 1
{% endmacro %}


{#- The term-frequency adjustment of one comparison, in units, for rows l and r. -#}
{% macro _tf_units(comparison, settings) -%}
    {%- set levels = comparison.comparison_levels -%}
    {%- set adjusted = levels | selectattr('tf_term') | list -%}
    {%- if not adjusted -%}
0
    {%- else -%}
case gamma_{{ comparison.output_column_name }}
        {%- for level in levels %}
        {%- if level.tf_term %}
        {%- set gamma = comparison.n_codes - loop.index0 - 1 %}
        {%- set term = settings.terms | selectattr('name', 'equalto', level.tf_term) | first %}
    when {{ gamma }} then {{ data_first.weight_units(
        level.tf_weight ~ ' * log2(u[' ~ (comparison.first_index + gamma + 2) ~ '] / '
        ~ data_first._pair_frequency(term) ~ ')'
    ) }}
        {%- endif %}
        {%- endfor %}
    else 0
end
    {%- endif -%}
{%- endmacro %}


{#- How common the agreed value is: the commoner of both sides' values, or, for an array, the rarest
    shared element. A value that was never counted is as rare as the term's floor. -#}
{% macro _pair_frequency(term) -%}
    {%- if term.array -%}
        coalesce(list_min(list_transform(
            list_filter(
                list_zip(l.{{ term.columns[0] }}, l.tf_{{ term.name }}),
                lambda element: list_contains(r.{{ term.columns[0] }}, element[1])
            ),
            lambda element: element[2]
        )), {{ term.floor }})
    {%- else -%}
        greatest(coalesce(l.tf_{{ term.name }}, {{ term.floor }}), coalesce(r.tf_{{ term.name }}, {{ term.floor }}))
    {%- endif -%}
{%- endmacro %}
