{#- All candidate pairs of a model, one statement a rule, for the materialisation `statements`,
    which first checks that they are not too many.

    Every rule is one equi-join of the relation with itself; a rule over arrays keeps a pair once,
    at the smallest key that both sides share. A pair of names stands for n_l * n_r pairs of
    records, unless one of them is an alias. -#}
{% macro blocked_pairs(settings, relation) %}
-- check: no more pairs than blocking.max_pairs
{{ data_first._too_many_pairs(settings, relation) }}
{%- for rule in settings.blocking_rules %}
-- statement: rule {{ rule.match_key }}, {{ rule.label }}
{{ data_first.compare_pairs(
    settings,
    data_first._rule_join(settings, rule, relation),
    'case when l.is_main and r.is_main then l.n_records * r.n_records else 0 end',
    except_rules=rule.match_key
) }}
{%- endfor %}
{% endmacro %}


{#- The join of a rule, from `from` on: rows `l` and `r`, each pair once, the smaller identity
    left. -#}
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
    {#- a pair that agrees both ways is kept the first way -#}
    {%- set turned = 'null' if not rule.where
        else data_first._with_aliases(rule.where, 'r.', 'l.') %}
    and (
        l.link__side = 0
        or not coalesce({{ data_first._keys_agree(rule, 'l.' ~ key, 'r.' ~ key ~ '_r') }}
            {%- if rule.where %} and ({{ rule.where }}){% endif %}, false)
    )
    {%- if rule.where %}
    and case when l.link__side = 0 then ({{ rule.where }}) else ({{ turned }}) end
    {%- endif %}
{%- elif rule.where %}
    and {{ data_first._where_either_way(rule) }}
{%- endif %}
{%- if rule.arrays %}
    {%- set l = 'l.link__keys' if rule.right else 'l.' ~ key %}
    {%- set r = 'r.link__keys' if rule.right else 'r.' ~ key %}
    and (
        len({{ l }}) = 1
        or len({{ r }}) = 1
        or l.link__key = list_min(list_intersect({{ l }}, {{ r }}))
    )
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
