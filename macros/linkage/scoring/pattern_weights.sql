{#- The weight of every pattern: pattern, its columns, match_key, match_weight (bits: prior and all
    levels, no term frequency), most_tf (bits: the largest bonus that term frequency could add).

    `patterns` has a column `pattern`. Everything that is the same for all pairs of a pattern is
    worked out here, once, in one order of addition: the prior, then the comparisons as they stand in
    the settings (Fellegi and Sunter 1969, in bits). Without `term_frequencies` nothing is known of
    the rarest value, and most_tf is infinite where a level is adjusted at all. -#}
{% macro pattern_weights(settings, patterns, parameters, match_shares, term_frequencies=none) %}
with link__bounds as (
    {{ data_first._tf_bounds(settings, parameters, term_frequencies) | indent(4) }}
),

link__weights as (
    -- one row a pair of sources, 0 for all together: lists over parameter_index
    select
        parameters.pair_group,
        list(parameters.match_weight order by parameters.parameter_index) as match_weight,
        list(coalesce(link__bounds.most_tf, 0) order by parameters.parameter_index) as most_tf,
    from {{ parameters }} as parameters
    left join link__bounds
        on
            parameters.pair_group = link__bounds.pair_group
            and parameters.parameter_index = link__bounds.parameter_index
    group by parameters.pair_group
),

link__decoded as (
    select
        pattern,
        {{ data_first.decode_pattern(settings) | indent(8) }}
    from (select distinct pattern from {{ patterns }})
),

link__weighed as (
    -- a pair of sources without parameters of its own has those of all together
    select
        link__decoded.*,
        match_shares.prior_match_weight,
        coalesce(own.match_weight, pooled.match_weight) as match_weights,
        coalesce(own.most_tf, pooled.most_tf) as most_tfs,
    from link__decoded
    inner join {{ match_shares }} as match_shares using (pair_group)
    left join link__weights as own
        on link__decoded.pair_group = own.pair_group
    left join link__weights as pooled
        on pooled.pair_group = 0
)

select
    * exclude (prior_match_weight, match_weights, most_tfs),
    {{ data_first._lowest_bit('rules_satisfied', settings) | indent(4) }} as match_key,
    prior_match_weight
    {%- for comparison in settings.comparisons %}
        + match_weights[{{ data_first._place_of_level(comparison) }}]
    {%- endfor %}
    {%- if settings.get('weight_adjustments') %}
        + {{ data_first.weight_adjustments(settings) }}
    {%- endif %} as match_weight,
    0.0::double
    {%- for comparison in settings.comparisons if data_first._adjusted_levels(comparison) %}
        + most_tfs[{{ data_first._place_of_level(comparison) }}]
    {%- endfor %} as most_tf,
from link__weighed
{% endmacro %}


{#- The most that term frequency can add to a level: pair_group, parameter_index, most_tf (bits). The
    rarest value bounds it, or the commonest where the adjustment's weight is below zero. -#}
{% macro _tf_bounds(settings, parameters, term_frequencies) -%}
with link__chance as (
    {{ data_first._chance_by_group(parameters) | indent(4) }}
),

link__ranges as (
    select term, min(tf) as least_tf, max(tf) as most_tf,
    from {{ term_frequencies or "(select ''::varchar as term, 1.0::double as tf)" }}
    group by term
)

select 0 as pair_group, 0 as parameter_index, 0.0::double as most_tf, where false
{%- for comparison in settings.comparisons %}
{%- for level in data_first._adjusted_levels(comparison) %}
{%- set log2_u = 'log2(u[' ~ level.u_index ~ '])' %}
union all
{%- if term_frequencies is none %}
select pair_group, {{ level.parameter_index }}, 'infinity'::double,
from link__chance
{%- else %}
select
    pair_group,
    {{ level.parameter_index }},
    greatest(
        0.0,
        {{ data_first._tf_bits(level, log2_u, 'least_tf') }},
        {{ data_first._tf_bits(level, log2_u, 'most_tf') }}
    ),
from link__chance
inner join link__ranges
    on link__ranges.term = '{{ level.term }}'
{%- endif %}
{%- endfor %}
{%- endfor %}
{%- endmacro %}


{#- u of every level as a list over parameter_index, one row a pair of sources. -#}
{% macro _chance_by_group(parameters) -%}
select pair_group, list(u_probability order by parameter_index) as u,
from {{ parameters }}
group by pair_group
{%- endmacro %}


{#- Where a pattern's level of a comparison stands in lists over parameter_index. -#}
{% macro _place_of_level(comparison) -%}
    {{ comparison.first_index + 2 }} + gamma_{{ comparison.output_column_name }}
{%- endmacro %}


{#- The first rule that a pair satisfies; null where none does. -#}
{% macro _lowest_bit(mask, settings) -%}
    case
        {%- for rule in settings.blocking_rules %}
        when {{ mask }} & {{ 2 ** rule.match_key }} > 0 then {{ rule.match_key }}
        {%- endfor %}
    end
{%- endmacro %}
