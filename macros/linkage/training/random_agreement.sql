{#- How many of all pairs of records stand at each level of each comparison, matches included:
    comparison, gamma, parameter_index, n_pairs, is_exact.

    A level that is an equality is counted from the values themselves; the others are what random
    pairs show, scaled to what is left. Pairs that miss a value are left out of a comparison. -#}
{% macro random_agreement(settings, random_pairs, self_pairs, identities) %}
with link__random as (
    select
        {{ data_first.decode_pattern(settings) }}
        cast(n_record_pairs as double) as n,
    from {{ random_pairs }}
),

link__self as (
    select
        {{ data_first.decode_pattern(settings) }}
        cast(n_record_pairs as double) as n,
    from {{ self_pairs }}
    where n_record_pairs > 0
),

link__totals as (
    {{ data_first.all_pairs_by_group(settings, identities) | indent(4) }}
),

link__scale as (
    -- random pairs stand for all pairs of records of two profiles
    select (
        (select sum(n_all_pairs) from link__totals) - (select coalesce(sum(n), 0) from link__self)
    ) / (select sum(n) from link__random) as pairs_a_random_pair,
),

link__exact as (
    select cast(null as integer) as parameter_index, cast(null as double) as n_pairs, where false
    {%- for comparison in settings.comparisons %}
    {%- set level = comparison.comparison_levels[1] %}
    {%- if level.exact_u_on %}
    union all
    select
        {{ comparison.first_index + comparison.n_codes }} as parameter_index,
        sum({{ 'n_within' if settings.link_type == 'dedupe_only' else 'n_value * (n_value - 1) / 2' }})
        {%- if settings.link_type == 'link_only' %} - sum(n_within){% endif %} as n_pairs,
    from (
        select value, sum(n_source) as n_value, sum(n_source * (n_source - 1) / 2) as n_within,
        from (
            select value, source_id, sum(n_records) as n_source,
            from (
                select
                    source_id,
                    n_records,
                    {%- if level.exact_u_on_array %}
                    unnest({{ level.exact_u_on[0] }}) as value,
                    {%- else %}
                    case
                        when {% for column in level.exact_u_on %}{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}
                            then hash({{ level.exact_u_on | join(', ') }})
                    end as value,
                    {%- endif %}
                from {{ identities }}
                where is_main
            )
            where value is not null
            group by value, source_id
        )
        group by value
    )
    {%- endif %}
    {%- endfor %}
),

link__sampled as (
    -- counts are whole numbers, so that their sums are the same in any order; scaled afterwards
    {%- for comparison in settings.comparisons %}
    {%- set gamma = 'gamma_' ~ comparison.output_column_name %}
    select
        {{ comparison.first_index + 2 }} + {{ gamma }} as parameter_index,
        sum(n_random) * (select pairs_a_random_pair from link__scale) + sum(n_self) as n_pairs,
    from (
        select {{ gamma }}, n as n_random, 0 as n_self, from link__random
        union all
        select {{ gamma }}, 0 as n_random, n as n_self, from link__self
    )
    group by {{ gamma }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

link__levels as (
    {{ data_first._levels(settings) | indent(4) }}
),

link__both as (
    select
        link__levels.*,
        -- half a random pair more, since a sample cannot say that a level never occurs
        coalesce(link__sampled.n_pairs, 0)
            + 0.5 * coalesce((select pairs_a_random_pair from link__scale), 1) as n_sampled,
        link__exact.n_pairs as n_exact,
    from link__levels
    left join link__sampled using (parameter_index)
    left join link__exact using (parameter_index)
    where link__levels.gamma >= 0
),

link__totals_by_comparison as (
    select
        *,
        {{ data_first.exact_sum('n_sampled', window='partition by comparison') }} as n_all,
        {{ data_first.exact_sum('coalesce(n_exact, 0)', window='partition by comparison') }}
            as n_counted,
        {{ data_first.exact_sum(
            'case when n_exact is null then n_sampled else 0 end', window='partition by comparison'
        ) }} as n_not_counted,
    from link__both
)

-- what is not counted exactly shares the rest as the sample does
select
    comparison,
    gamma,
    parameter_index,
    coalesce(
        n_exact, n_sampled * greatest(0, n_all - n_counted) / nullif(n_not_counted, 0), 0
    ) as n_pairs,
    n_exact is not null as is_exact,
from link__totals_by_comparison
{% endmacro %}


{#- Every level of every comparison: comparison, gamma, label, parameter_index, term options. -#}
{% macro _levels(settings) -%}
    {%- for comparison in settings.comparisons %}
    {%- for level in comparison.comparison_levels %}
    {%- set gamma = -1 if loop.first else comparison.n_codes - loop.index0 - 1 %}
select
    '{{ comparison.output_column_name }}' as comparison,
    {{ loop.index0 }} as level_no,
    {{ gamma }} as gamma,
    '{{ level.label }}' as label,
    {{ comparison.first_index + gamma + 2 }} as parameter_index,
    {{ "'" ~ level.tf_term ~ "'" if level.tf_term else 'null::varchar' }} as tf_term,
    {{ level.tf_weight }}::double as tf_weight,
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
