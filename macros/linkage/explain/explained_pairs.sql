{#- How every scored pair came to its weight, one row a bar of its waterfall: profile ids, identity ids,
    bar_no, bar, label, value_l, value_r, m_probability, u_probability, tf_term, match_weight,
    tf_adjustment, total_match_weight, match_probability.

    The bars: `prior`; every comparison in the order of the settings; adjustments for several
    comparisons at once, where they hold; `names_tried`, where a side has several names; `total`.
    match_weight and tf_adjustment are bits of the bar alone, total_match_weight is what all bars so
    far add up to, and match_probability what that means (Fellegi and Sunter 1969, in bits).
    Identities without tf columns need `term_frequencies`. -#}
{% macro explained_pairs(
    settings, scored_pairs, identities, parameters, match_shares, term_frequencies=none,
    names_tried=true
) %}
{%- set adjustments = settings.get('weight_adjustments') or [] %}
{%- set n_comparisons = settings.comparisons | length %}
with link__identities as (
    {{ data_first._with_frequencies(settings, identities, term_frequencies) | indent(4) }}
),

link__groups as (
    {{ data_first._levels_by_group(parameters, match_shares) | indent(4) }}
),

link__sides as (
    -- one row a pair, with what its comparisons read on both sides
    select
        scored.*,
        link__groups.* exclude (pair_group),
        {{ 'l.n_names * r.n_names' if names_tried else '1' }} as n_names_tried,
        {%- for comparison in settings.comparisons %}
        {{ data_first._shown_value(comparison, 'l') }} as link__l_{{ loop.index }},
        {{ data_first._shown_value(comparison, 'r') }} as link__r_{{ loop.index }},
        {%- if data_first._adjusted_levels(comparison) %}
        {{ data_first._tf_frequency(comparison, settings) | indent(8) }}
            as link__frequency_{{ loop.index }},
        {{ data_first._tf_log2_u(comparison, 'us') | indent(8) }} as link__log2_u_{{ loop.index }},
        {%- endif %}
        {%- endfor %}
    from {{ scored_pairs }} as scored
    inner join link__groups using (pair_group)
    inner join link__identities as l
        on scored.identity_id_l = l.identity_id
    inner join link__identities as r
        on scored.identity_id_r = r.identity_id
),

link__bars as (
    select
        profile_id_l,
        profile_id_r,
        identity_id_l,
        identity_id_r,
        match_weight as pair_match_weight,
        match_probability as pair_match_probability,
        unnest([
            {{ data_first._bar(
                0, "'prior'", "'any two records of ' || source_datasets", 'prior_match_weight'
            ) }},
            {%- for comparison in settings.comparisons %}
            {{ data_first._comparison_bar(comparison, loop.index) | indent(12) }},
            {%- endfor %}
            {%- for adjustment in adjustments %}
            {{ data_first._bar(
                n_comparisons + loop.index,
                data_first._text(adjustment.name),
                "'what the comparisons say together'",
                'case when ' ~ adjustment.sql_condition ~ ' then ' ~ adjustment.match_weight ~ ' end',
            ) }},
            {%- endfor %}
            {{ data_first._bar(
                n_comparisons + adjustments | length + 1,
                "'names_tried'",
                "'best of ' || n_names_tried || ' pairs of names'",
                'case when n_names_tried > 1 then -log2(n_names_tried) end',
            ) }},
            {{ data_first._bar(
                n_comparisons + adjustments | length + 2, "'total'", 'null', '0.0'
            ) }}
        ], recursive := true),
    from link__sides
)

select
    * exclude (pair_match_weight, pair_match_probability),
    case
        when bar = 'total' then pair_match_weight
        else sum(match_weight + tf_adjustment) over link__so_far
    end as total_match_weight,
    case
        when bar = 'total' then pair_match_probability
        else {{ data_first.match_probability(
            'sum(match_weight + tf_adjustment) over link__so_far'
        ) }}
    end as match_probability,
from link__bars
-- a bar without a weight does not apply to the pair
where match_weight is not null
window link__so_far as (partition by profile_id_l, profile_id_r order by bar_no)
{% endmacro %}
