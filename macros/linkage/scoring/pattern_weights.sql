{#- The weight of every pattern: pattern, its columns, match_key, match_weight_units (prior and all
    levels, no term frequency), most_tf_units (the largest bonus that term frequency could add).

    `patterns` has a column `pattern`. Everything that is the same for all pairs of a pattern is
    worked out here, once. -#}
{% macro pattern_weights(settings, patterns, parameters, match_shares, term_frequencies) %}
with link__rarest as (
    -- the rarest value of each term bounds its bonus
    select term, min(tf) as least_tf, from {{ term_frequencies }} group by term
),

link__weights as (
    select
        list({{ data_first.weight_units('match_weight') }} order by parameter_index) as weight_units,
        list(
            case
                when tf_term is null then 0
                else greatest(0, {{ data_first.weight_units(
                    "tf_weight * log2(u_probability / least_tf)") }})
            end
            order by parameter_index
        ) as most_tf_units,
    from {{ parameters }} as parameters
    left join link__rarest on parameters.tf_term = link__rarest.term
),

link__decoded as (
    select
        pattern,
        {{ data_first.decode_pattern(settings) | indent(8) }}
    from (select distinct pattern from {{ patterns }})
)

select
    link__decoded.*,
    {{ data_first._lowest_bit('link__decoded.rules_satisfied', settings) }} as match_key,
    {{ data_first.weight_units('match_shares.prior_match_weight') }}
    {%- for comparison in settings.comparisons %}
        + weight_units[{{ comparison.first_index + 2 }} + gamma_{{ comparison.output_column_name }}]
    {%- endfor %} as match_weight_units,
    {% for comparison in settings.comparisons -%}
        {{ '+ ' if not loop.first }}coalesce(most_tf_units[{{ comparison.first_index + 2 }} + gamma_{{ comparison.output_column_name }}], 0)
    {% endfor %} as most_tf_units,
from link__decoded
inner join {{ match_shares }} as match_shares using (pair_group)
cross join link__weights
{% endmacro %}


{#- The first rule that a pair satisfies; null where none does. -#}
{% macro _lowest_bit(mask, settings) -%}
    case
        {%- for rule in settings.blocking_rules %}
        when {{ mask }} & {{ 2 ** rule.match_key }} > 0 then {{ rule.match_key }}
        {%- endfor %}
    end
{%- endmacro %}
