{#- CTEs: the values that two random records of a pair of sources have in common, by group, as bits
    of rules (link__fold_0: frailty, pair_group, rules, has_values_<g>,
    probability). Of each source the
    commonest `n_vectors` sets of values count. -#}
{% macro _values_by_pair_group(settings, groups, n_vectors) -%}
link__all_vectors as (
    select
        source_id,
        {%- for group in groups %}
        {{ data_first._values_of_group(group, loop.index) | indent(8) }} as values_{{ loop.index }},
        {%- endfor %}
        -- a rule's block is within the limit, or the record has none
        {%- for rule in settings.blocking_rules %}
        case when {{ data_first._has_key(rule, 'block_key_' ~ rule.match_key) }}
            or not ({{ data_first._has_all_parts(groups, rule) | indent(12) }})
            then {{ 2 ** rule.match_key }}::bigint else 0 end{{ ' +' if not loop.last }}
        {%- endfor %} as within_limit,
        cast(sum(n_records) as double) as n_records,
    from link__parts
    where is_main
    group by all
),

link__vectors as (
    select * from link__all_vectors
    qualify row_number() over (
        partition by source_id
        order by n_records desc, within_limit,
            {%- for group in groups %} values_{{ loop.index }}{{ ',' if not loop.last }}{% endfor %}
    ) <= {{ n_vectors }}
),

link__fold_0 as (
    -- if two records agree, both of their blocks are too large or neither is: one side tells
    select
        frailty.frailty,
        least(l.source_id, r.source_id) * 64 + greatest(l.source_id, r.source_id) as pair_group,
        l.within_limit as rules,
        {%- for group in groups %}
        l.values_{{ loop.index }} & r.values_{{ loop.index }} as has_values_{{ loop.index }},
        {%- endfor %}
        {{ data_first.exact_sum('frailty.share * l.n_records * r.n_records') }} as probability,
    from link__vectors as l
    cross join link__vectors as r
    cross join link__frailties as frailty
    where {{ data_first.link_type_condition(settings) }}
    group by all
),
{%- endmacro %}


{#- Whether a row of link__parts has a value for everything that a rule compares. -#}
{% macro _has_all_parts(groups, rule) -%}
    true
    {%- for group in groups %}
    {%- set g = loop.index %}
    {%- for part in group.parts if part.match_key == rule.match_key and part.expressions %}
        and {{ data_first._has_key(part, 'link__part_' ~ g ~ '_' ~ rule.match_key) }}
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}
