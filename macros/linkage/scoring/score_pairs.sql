{#- Pairs of profiles with their weight: profile_id_l, profile_id_r, identity ids, pattern, gammas,
    pair_group, match_key, tf_adjustment and match_weight (bits), match_weight_units (the same in
    whole units of 2^-20, which clustering adds up), match_probability.

    Term frequency adds tf_weight * (log2(u) - log2(max(tf_l, tf_r))) bits on the levels that ask for
    it (Winkler 2000). Of several names a pair is as strong as its best pair of names, less log2 of
    the number of pairs of names that were tried. A pair's bits are added in one order, the pattern's
    and then term frequency by comparison, so that they repeat to the byte. `at_least` drops, by
    pattern, pairs that no term frequency could lift to so many bits. `one_name_each` says that no
    profile has several names, of which the best pair would have to be found. `left` is a condition
    on the left identities, whose pairs alone are scored. -#}
{% macro score_pairs(
    settings, pairs, identities, pattern_weights, parameters,
    at_least=none, names_tried=true, one_name_each=false, left=none
) %}
{%- set adjusted = [] %}
{%- for comparison in settings.comparisons if data_first._adjusted_levels(comparison) %}
    {%- do adjusted.append(comparison) %}
{%- endfor %}
with link__chance as (
    {{ data_first._chance_by_group(parameters) | indent(4) }}
),

link__patterns as (
    -- one row a pattern worth scoring
    select
        weights.* exclude (rules_satisfied),
        {%- for comparison in adjusted %}
        {{ data_first._tf_log2_u(comparison, 'coalesce(own.u, pooled.u)') | indent(8) }}
            as link__log2_u_{{ loop.index }},
        {%- endfor %}
    from {{ pattern_weights }} as weights
    left join link__chance as own
        on weights.pair_group = own.pair_group
    left join link__chance as pooled
        on pooled.pair_group = 0
    {%- if at_least is not none %}
    -- a billionth of a bit stands for what rounding may do to the bound
    where weights.match_weight + weights.most_tf >= {{ at_least }} - 1e-9
    {%- endif %}
),

link__named as (
    select
        l.profile_id as profile_id_l,
        r.profile_id as profile_id_r,
        pairs.identity_id_l,
        pairs.identity_id_r,
        link__patterns.*,
        {%- for comparison in adjusted %}
        {{ data_first._tf_frequency(comparison, settings) | indent(8) }}
            as link__frequency_{{ loop.index }},
        {%- endfor %}
        {{ 'log2(l.n_names * r.n_names)' if names_tried and not one_name_each else '0.0::double' }}
            as link__names_tried,
    from {{ pairs }} as pairs
    inner join link__patterns using (pattern)
    inner join {{ '(select * from ' ~ identities ~ ' where ' ~ left ~ ')' if left else identities }} as l
        on pairs.identity_id_l = l.identity_id
    inner join {{ identities }} as r
        on pairs.identity_id_r = r.identity_id
),

link__adjusted as (
    select
        *,
        {%- for comparison in adjusted %}
        {{ data_first._tf_adjustment(
            comparison, 'link__log2_u_' ~ loop.index, 'link__frequency_' ~ loop.index
        ) | indent(8) }} as link__tf_{{ loop.index }},
        {%- endfor %}
    from link__named
),

link__weighed as (
    select
        profile_id_l < profile_id_r as is_in_order,
        case when is_in_order then profile_id_l else profile_id_r end as profile_id_l,
        case when is_in_order then profile_id_r else profile_id_l end as profile_id_r,
        case when is_in_order then identity_id_l else identity_id_r end as identity_id_l,
        case when is_in_order then identity_id_r else identity_id_l end as identity_id_r,
        pattern,
        {%- for comparison in settings.comparisons %}
        gamma_{{ comparison.output_column_name }},
        {%- endfor %}
        pair_group,
        match_key,
        0.0::double
            {%- for comparison in adjusted %} + link__tf_{{ loop.index }}{% endfor %} as tf_adjustment,
        match_weight
            {%- for comparison in adjusted %} + link__tf_{{ loop.index }}{% endfor %}
            - link__names_tried as match_weight,
    from link__adjusted
),

link__best as (
    -- one row a pair of profiles: its best pair of names, the main names first where they tie
    select * exclude (is_in_order)
    from link__weighed
    {%- if at_least is not none %}
    where match_weight >= {{ at_least }}
    {%- endif %}
    {%- if not one_name_each %}
    qualify row_number() over (
        partition by profile_id_l, profile_id_r
        order by match_weight desc, identity_id_l, identity_id_r
    ) = 1
    {%- endif %}
)

select
    *,
    {{ data_first.weight_units('match_weight') }} as match_weight_units,
    {{ data_first.match_probability('match_weight') }} as match_probability,
from link__best
{% endmacro %}
