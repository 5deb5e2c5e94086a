{#- The compared pairs that may be matches, counted: pair_group, rules_satisfied, by group the rules
    whose part both records have (values_<g>) and whose part agrees (agree_<g>), as bits, and
    n_expected (matches that they stand for). Of very many pairs a hash chooses some. -#}
{% macro _matches_by_group(groups, pairs, weights) -%}
{%- set per_thousand = data_first._share_of_pairs(pairs) -%}
select
    weights.pair_group,
    weights.rules_satisfied,
    {%- for group in groups %}
    {%- set g = loop.index %}
    ({{ data_first._values_of_group(group, g, 'l.') | indent(4) }})
    & ({{ data_first._values_of_group(group, g, 'r.') | indent(4) }}) as values_{{ g }},
    {{ data_first._agreement_of_group(group, g) | indent(4) }} as agree_{{ g }},
    {%- endfor %}
    {{ data_first.exact_sum('pairs.n_record_pairs * weights.match_probability') }}
        {{- ' * 1000 / ' ~ per_thousand if per_thousand < 1000 }} as n_expected,
from {{ pairs }} as pairs
inner join (
    {{ data_first._pattern_posteriors(weights) | indent(4) }}
) as weights using (pattern)
inner join link__parts as l on pairs.identity_id_l = l.identity_id
inner join link__parts as r on pairs.identity_id_r = r.identity_id
where
    pairs.n_record_pairs > 0
    -- the mass below is many pairs of hardly any probability
    and weights.match_probability >= 0.01
    {%- if per_thousand < 1000 %}
    and hash(pairs.identity_id_l, pairs.identity_id_r) % 1000 < {{ per_thousand }}
    {%- endif %}
group by all
{%- endmacro %}


{#- How many pairs in a thousand are enough to look at: ten million of them, or all. -#}
{% macro _share_of_pairs(pairs) %}
    {%- if not execute or pairs is string or load_relation(pairs) is none -%}
        {% do return(1000) %}
    {%- endif -%}
    {%- set n_pairs = run_query('select count(*) from ' ~ pairs).columns[0].values()[0] | int -%}
    {% do return([1000, 1 + 10000000 * 1000 // [n_pairs, 1] | max] | min) %}
{% endmacro %}


{#- The bits of a group's rules whose part agrees between rows `l` and `r`. -#}
{% macro _agreement_of_group(group, g) -%}
    {%- for part in group.parts %}
    {%- set key = 'link__part_' ~ g ~ '_' ~ part.match_key %}
    case when true
    {%- if part.right %}
        and ({{ data_first._keys_agree(part, 'l.' ~ key, 'r.' ~ key ~ '_r') }}
        or {{ data_first._keys_agree(part, 'l.' ~ key ~ '_r', 'r.' ~ key) }})
    {%- elif part.expressions %}
        and {{ data_first._keys_agree(part, 'l.' ~ key, 'r.' ~ key) }}
    {%- endif %}
    {%- if part.where %}
        and {{ data_first._where_either_way(part) }}
    {%- endif %}
        then {{ 2 ** part.match_key }}::bigint else 0 end
    {{- ' +' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{#- Patterns with the probability of a match, term frequency aside: pattern, pair_group,
    rules_satisfied, match_probability. -#}
{% macro _pattern_posteriors(weights) -%}
select
    pattern,
    pair_group,
    rules_satisfied,
    {{ data_first.match_probability('match_weight') }} as match_probability,
from {{ weights }}
{%- endmacro %}


{#- CTEs: how each group agrees, on matches that were found without it (link__agreement_<g>:
    values, agree, pair_group, n), and what there is to go by (link__support). Without any such
    match all matches are taken, which are too good. -#}
{% macro _agreement_by_group(settings, groups) -%}
{%- for group in groups %}
{%- set g = loop.index %}
{%- set elsewhere = data_first._rules_elsewhere(settings, group) %}
link__agreement_{{ g }} as (
    select
        pair_group,
        values_{{ g }} as has_values,
        agree_{{ g }} as agree,
        {{ data_first.exact_sum('n_expected') }} as n,
    from link__matches
    where
        rules_satisfied & {{ elsewhere }} > 0
        or not exists (
            select 1 from link__matches
            where rules_satisfied & {{ elsewhere }} > 0 and values_{{ g }} > 0
        )
    group by all
),
{% endfor %}
link__support as (
    select least(
        {%- for group in groups %}
        coalesce({{ data_first.exact_sum(
            'case when rules_satisfied & ' ~ data_first._rules_elsewhere(settings, group)
            ~ ' > 0 and values_' ~ loop.index ~ ' > 0 then n_expected else 0 end') }}, 0)
        {{- ',' if not loop.last }}
        {%- endfor %}
    ) as n_least_matches,
    from link__matches
),
{%- endmacro %}


{#- The bits of the rules that do not look at a group. -#}
{% macro _rules_elsewhere(settings, group) %}
    {%- set bits = namespace(sum=2 ** (settings.blocking_rules | length) - 1) -%}
    {%- for match_key in group.rules -%}
        {%- set bits.sum = bits.sum - 2 ** match_key -%}
    {%- endfor -%}
    {% do return(bits.sum) %}
{% endmacro %}
