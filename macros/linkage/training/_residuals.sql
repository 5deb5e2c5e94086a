{#- From link__counts (pair_no, class, match_key, pair_group, gamma_l, gamma_r, n): how much two
    comparisons tell of each other, link__information, and their worst cell, link__worst.

    Blocks of a class with fewer than 30 pairs are left out, as are levels that hold less than one:
    they say little and have degrees of freedom. -#}
{% macro _residuals() -%}
{%- for side in ['l', 'r'] %}
link__margin_{{ side }} as (
    -- one row a level of one side in a block, with the pairs and levels of the block
    select
        *,
        {{ data_first.exact_sum('n_' ~ side, window='link__stratum') }} as n_stratum,
        count(*) filter (where n_{{ side }} >= 1) over link__stratum as n_levels_{{ side }},
    from (
        select
            pair_no, class, match_key, pair_group, gamma_{{ side }},
            {{ data_first.exact_sum('n') }} as n_{{ side }},
        from link__counts
        group by all
    )
    window link__stratum as (partition by pair_no, class, match_key, pair_group)
),
{% endfor %}
link__cells as (
    -- one row a pair of levels that both occur, whether or not together
    select
        link__margin_l.*,
        link__margin_r.gamma_r,
        coalesce(link__counts.n, 0) as observed,
        n_l * n_r / link__margin_l.n_stratum as expected,
        (n_levels_l - 1) * (n_levels_r - 1) as degrees,
    from link__margin_l
    inner join link__margin_r using (pair_no, class, match_key, pair_group)
    left join link__counts using (pair_no, class, match_key, pair_group, gamma_l, gamma_r)
    where link__margin_l.n_stratum >= 30 and n_l > 0 and n_r > 0
),

link__information as (
    select
        pair_no,
        class,
        {{ data_first.exact_sum('information') }} as information,
        sum(degrees) as degrees,
        {{ data_first.exact_sum('n_stratum') }} as n_pairs,
    from (
        select
            pair_no, class, match_key, pair_group, n_stratum, degrees,
            {{ data_first.exact_sum(
                'case when observed > 0 then observed * log2(observed / expected) else 0 end'
            ) }} as information,
        from link__cells
        group by all
    )
    where degrees > 0
    group by pair_no, class
),

link__worst as (
    select * from (
        select
            pair_no, class, gamma_l, gamma_r,
            {{ data_first.exact_sum('observed') }} as n_observed,
            {{ data_first.exact_sum('expected') }} as n_expected,
        from link__cells
        where degrees > 0
        group by all
    )
    qualify row_number() over (
        partition by pair_no, class
        order by abs(n_observed - n_expected) / sqrt(n_expected + 0.5) desc, gamma_l, gamma_r
    ) = 1
)
{%- endmacro %}


{#- Every two comparisons that some training block leaves open together. -#}
{% macro _open_pairs(settings) %}
    {%- set pairs = [] -%}
    {%- for l in settings.comparisons -%}
        {%- for r in settings.comparisons -%}
            {%- if l.first_index < r.first_index and data_first._open_rules(settings, [l, r]) -%}
                {%- do pairs.append([l, r]) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(pairs) %}
{% endmacro %}


{#- The training rules that touch none of the comparisons: a list of match keys. -#}
{% macro _open_rules(settings, comparisons) %}
    {%- set keys = [] -%}
    {%- for rule in settings.blocking_rules if rule.trains -%}
        {%- set touched = [] -%}
        {%- for comparison in comparisons if comparison.output_column_name in rule.touches -%}
            {%- do touched.append(comparison) -%}
        {%- endfor -%}
        {%- if not touched -%}{%- do keys.append(rule.match_key) -%}{%- endif -%}
    {%- endfor -%}
    {% do return(keys) %}
{% endmacro %}


{#- The weights of a pattern's levels, to be added to a prior: ` + weights[…] + …`. -#}
{% macro _summed_weights(settings) -%}
    {%- for comparison in settings.comparisons %} + weights[{{ comparison.first_index + 2 }} + gamma_{{ comparison.output_column_name }}]{% endfor -%}
{%- endmacro %}
