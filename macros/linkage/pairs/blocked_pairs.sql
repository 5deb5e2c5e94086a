{#- All candidate pairs of a model, compared, for the materialisation `statements`, which first checks
    that they are not too many: a step a rule that finds pairs, then a statement that compares them.

    Every rule is one equi-join of the relation with itself, of numbers alone: what comparisons read
    is fetched once a pair, afterwards. Two reasons: four pairs in five that the rules of a wide model
    meet were found by an earlier rule, and DuckDB stops gathering a join's small chunks into full ones
    as soon as a list is among its columns, so that everything after it runs a few rows at a time.
    So a rule over arrays finds its pairs apart, however often, and the union of both counts each once.
    Where records are too many for memory, pairs are compared in parts (_slices).

    A pair of names stands for n_l * n_r pairs of records, unless one of them is an alias. -#}
{% macro blocked_pairs(settings, relation) %}
{%- set of_values = settings.blocking_rules | rejectattr('arrays') | list %}
{%- set of_arrays = settings.blocking_rules | selectattr('arrays') | list %}
-- check: no more pairs than blocking.max_pairs
{{ data_first._too_many_pairs(settings, relation) }}
{%- for rule in settings.blocking_rules %}
{%- set found_in = 'link__found_by_arrays' if rule.arrays else 'link__found_by_values' %}
-- step: {{ found_in }}: rule {{ rule.match_key }}, {{ rule.label }}
{{ data_first._pairs_of_rule(settings, rule, relation) }}
{%- endfor %}
{%- set slices = data_first._slices(settings, relation) %}
{%- for slice in slices %}
-- statement: pairs compared{{ ', part ' ~ loop.index ~ ' of ' ~ slices | length if slice }}
{{ data_first._compare_found(
    settings,
    relation,
    data_first._found_pairs(of_values, of_arrays, slice),
    'case when l.is_main and r.is_main then l.n_records * r.n_records else 0 end',
    rules_satisfied='found.rules_satisfied',
    slice=slice,
) }}
{%- endfor %}
{% endmacro %}


{#- The pairs that a rule finds: identity_id_l, identity_id_r, rules_satisfied.

    A rule of values leaves out what an earlier one of them has found, and tells which later ones
    the pair satisfies; a rule over arrays gives all its pairs, once for each element that they
    share. -#}
{% macro _pairs_of_rule(settings, rule, relation) -%}
select
    l.identity_id as identity_id_l,
    r.identity_id as identity_id_r,
    {{ 2 ** rule.match_key }}::bigint
    {%- if not rule.arrays %}
    {%- for later in settings.blocking_rules[rule.match_key + 1:] if not later.arrays %}
        + case when {{ data_first._rule_condition(later) }} then {{ 2 ** later.match_key }}::bigint else 0 end
    {%- endfor %}
    {%- endif %} as rules_satisfied,
{{ data_first._rule_join(settings, rule, relation) }}
    {%- if not rule.arrays %}
    {%- for earlier in settings.blocking_rules[:rule.match_key] if not earlier.arrays %}
    and ({{ data_first._rule_condition(earlier) }}) is not true
    {%- endfor %}
    {%- endif %}
{%- endmacro %}


{#- What the rules found, each pair once with all rules that it satisfies; of one slice, if asked. -#}
{% macro _found_pairs(of_values, of_arrays, slice=none) -%}
{%- set inside = '' if not slice else ' where ' ~ data_first._in_slice(slice) -%}
{%- set by_values = '(select * from link__found_by_values' ~ inside ~ ')' if slice
    else 'link__found_by_values' -%}
{%- set by_arrays %}(
    select identity_id_l, identity_id_r, bit_or(rules_satisfied) as rules_satisfied,
    from link__found_by_arrays{{ inside }}
    group by identity_id_l, identity_id_r
){% endset -%}
{%- if not of_arrays -%}
    {{ by_values }}
{%- elif not of_values -%}
    {{ by_arrays }}
{%- else -%}
(
    select
        coalesce(v.identity_id_l, a.identity_id_l) as identity_id_l,
        coalesce(v.identity_id_r, a.identity_id_r) as identity_id_r,
        coalesce(v.rules_satisfied, 0) | coalesce(a.rules_satisfied, 0) as rules_satisfied,
    from {{ by_values }} as v
    full join {{ by_arrays }} as a
        on v.identity_id_l = a.identity_id_l and v.identity_id_r = a.identity_id_r
)
{%- endif -%}
{%- endmacro %}


{#- The join of a rule, from `from` on: rows `l` and `r`, the smaller identity left; each pair once,
    or once for each element that it shares. -#}
{% macro _rule_join(settings, rule, relation) -%}
{%- set key = 'block_key_' ~ rule.match_key -%}
{%- if rule.right %}
from ({{ data_first._rows_by_side(rule, relation, key, key ~ '_r') | indent(4) }}) as l
inner join ({{ data_first._rows_by_side(rule, relation, key ~ '_r', key) | indent(4) }}) as r
    on l.link__key = r.link__key
    and l.link__side = r.link__side
{%- elif rule.arrays %}
from (select *, unnest({{ key }}) as link__key from {{ relation }}) as l
inner join (select *, unnest({{ key }}) as link__key from {{ relation }}) as r
    on l.link__key = r.link__key
{%- else %}
from {{ relation }} as l
inner join {{ relation }} as r
    on l.{{ key }} = r.{{ key }}
{%- endif %}
    and l.identity_id < r.identity_id
where
    l.profile_id <> r.profile_id
    and {{ data_first.link_type_condition(settings) }}
{%- if rule.right %}
    {%- set turned = 'null' if not rule.where
        else data_first._with_aliases(rule.where, 'r.', 'l.') %}
    {#- a pair that agrees both ways is kept the first way #}
    {%- if not rule.arrays %}
    and (
        l.link__side = 0
        or not coalesce({{ data_first._keys_agree(rule, 'l.' ~ key, 'r.' ~ key ~ '_r') }}
            {%- if rule.where %} and ({{ rule.where }}){% endif %}, false)
    )
    {%- endif %}
    {%- if rule.where %}
    and case when l.link__side = 0 then ({{ rule.where }}) else ({{ turned }}) end
    {%- endif %}
{%- elif rule.where %}
    and {{ data_first._where_either_way(rule) }}
{%- endif %}
{%- endmacro %}


{#- Every row twice: with the one key, and with the other. -#}
{% macro _rows_by_side(rule, relation, first, second) %}
    {%- set key = 'link__keys' if rule.arrays else 'link__key' -%}
    {%- set rows = 'select *, unnest([0, 1]) as link__side, unnest([' ~ first ~ ', ' ~ second
        ~ ']) as ' ~ key ~ ' from ' ~ relation -%}
    {%- if rule.arrays -%}
        {% do return('select *, unnest(link__keys) as link__key from (' ~ rows ~ ')') %}
    {%- endif -%}
    {% do return(rows) %}
{% endmacro %}
