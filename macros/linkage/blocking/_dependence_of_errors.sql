{#- CTEs: the variance of the frailty (link__dependence), two frailties that stand for all with
    their shares (link__frailties), and how much larger a group's hazard is than it looks on the
    matches that were found (link__hazard_ratios). -#}
{% macro _dependence_of_errors(settings, groups) -%}
link__joint_agreement as (
    -- two groups on the matches that were found without looking at either
    select 0 as n, 0 as n_l, 0 as n_r, 0 as n_both, where false
    {%- for group in groups %}
    {%- set g = loop.index %}
    {%- for other in groups[g:] %}
    {%- set o = g + loop.index %}
    {%- set l = 'agree_' ~ g ~ ' = values_' ~ g %}
    {%- set r = 'agree_' ~ o ~ ' = values_' ~ o %}
    union all
    select
        {{ data_first.exact_sum('n_expected') }} as n,
        {{ data_first.exact_sum('case when ' ~ l ~ ' then n_expected else 0 end') }} as n_l,
        {{ data_first.exact_sum('case when ' ~ r ~ ' then n_expected else 0 end') }} as n_r,
        {{ data_first.exact_sum(
            'case when ' ~ l ~ ' and ' ~ r ~ ' then n_expected else 0 end') }} as n_both,
    from link__matches
    where
        rules_satisfied & {{ data_first._rules_elsewhere(settings, group) }}
        & {{ data_first._rules_elsewhere(settings, other) }} > 0
        and values_{{ g }} > 0
        and values_{{ o }} > 0
    {%- endfor %}
    {%- endfor %}
),

link__shares_of_two as (
    select
        n,
        least(greatest(n_l / n, 1e-6), 1 - 1e-6) as p_l,
        least(greatest(n_r / n, 1e-6), 1 - 1e-6) as p_r,
        n_both / n as p_both,
    from link__joint_agreement
    where n >= 50
),

link__dependence as (
    -- the variance that predicts best how often both agree (least squares over a grid); selection
    -- by other groups leaves the variance of a gamma frailty relative to its mean as it is
    select coalesce((
        select variance
        from link__shares_of_two
        cross join (select greatest(unnest(range(161)) * 0.05, 1e-6) as variance)
        group by variance
        order by
            {{ data_first.exact_sum(
                'n * pow(p_both - pow(greatest(pow(p_l, -variance) + pow(p_r, -variance) - 1, '
                ~ '1e-9), -1 / variance), 2) / (p_l * (1 - p_l) * p_r * (1 - p_r))') }},
            variance
        limit 1
    ), 1e-6) as error_dependence,
),

link__frailties as (
    -- Gauss quadrature of the gamma distribution with two nodes
    select
        1 + error_dependence + sign * sqrt(error_dependence * (1 + error_dependence)) as frailty,
        0.5 - 0.5 * sign * sqrt(error_dependence / (1 + error_dependence)) as share,
    from link__dependence
    cross join (select unnest([-1, 1]) as sign)
),

link__seen_hazards as (
    select [
        {%- for group in groups %}
        {{ data_first._hazard(
            'coalesce(' ~ data_first._mean_where_seen(
                settings, group, loop.index,
                'case when agree_' ~ loop.index ~ ' = values_' ~ loop.index ~ ' then 1 else 0 end'
            ) ~ ', 1)', 'any_value(error_dependence)') | indent(8) }},
        {%- endfor %}
    ] as hazards,
    from link__matches
    cross join link__dependence
),

link__hazards_0 as (
    select hazards from link__seen_hazards
),
{% for round in range(1, 5) %}
link__hazards_{{ round }} as (
    -- matches that a rule of hazard H found have a mean frailty of 1 / (1 + variance * H)
    select [
        {%- for group in groups %}
        any_value(seen.hazards)[{{ loop.index }}] / coalesce({{ data_first._mean_where_seen(
            settings, group, loop.index,
            '1 / (1 + error_dependence * coalesce('
            ~ data_first._least_hazard_elsewhere(settings, groups, group) ~ ', 0))'
        ) | indent(8) }}, 1),
        {%- endfor %}
    ] as hazards,
    from link__matches
    cross join link__dependence
    cross join link__hazards_{{ round - 1 }} as last
    cross join link__seen_hazards as seen
),
{% endfor %}
link__hazard_ratios as (
    select list_transform(
        list_zip(link__hazards_4.hazards, seen.hazards),
        lambda pair: case when pair[2] > 0 then pair[1] / pair[2] else 1 end
    ) as hazard_ratios,
    from link__hazards_4
    cross join link__seen_hazards as seen
),
{%- endmacro %}


{#- The hazard of a group that agrees with a probability, the variance of the frailty given. -#}
{% macro _hazard(probability, variance) -%}
    ((pow(greatest({{ probability }}, 1e-6), -{{ variance }}) - 1) / {{ variance }})
{%- endmacro %}


{#- A mean over the matches that were found without looking at a group whose values are there. -#}
{% macro _mean_where_seen(settings, group, g, expression) -%}
    {%- set seen = 'rules_satisfied & ' ~ data_first._rules_elsewhere(settings, group)
        ~ ' > 0 and values_' ~ g ~ ' > 0' -%}
    {{ data_first.exact_sum(
        'case when ' ~ seen ~ ' then n_expected * (' ~ expression ~ ') else 0 end') }}
    / nullif({{ data_first.exact_sum('case when ' ~ seen ~ ' then n_expected else 0 end') }}, 0)
{%- endmacro %}


{#- The hazard of the rule that selects least, of those that found a match without a group. -#}
{% macro _least_hazard_elsewhere(settings, groups, group) -%}
    {%- set terms = [] -%}
    {%- for rule in settings.blocking_rules if rule.match_key not in group.rules -%}
        {%- set hazards = [] -%}
        {%- for other in groups if rule.match_key in other.rules -%}
            {%- do hazards.append('last.hazards[' ~ (groups.index(other) + 1) ~ ']') -%}
        {%- endfor -%}
        {%- do terms.append('case when rules_satisfied & ' ~ 2 ** rule.match_key ~ ' > 0 then '
            ~ (hazards | join(' + ') or '0') ~ ' end') -%}
    {%- endfor -%}
    least({{ terms | join(', ') or '0' }})
{%- endmacro %}
