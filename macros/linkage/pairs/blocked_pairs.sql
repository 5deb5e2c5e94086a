{#- All candidate pairs of a model, one statement a rule, for the materialisation `statements`.

    Every rule is one equi-join of the relation with itself; a rule over an array keeps a pair once,
    at the smallest key that both sides share. A pair of names stands for n_l * n_r pairs of records,
    unless one of them is an alias. -#}
{% macro blocked_pairs(settings, relation) %}
{%- for rule in settings.blocking_rules %}
{%- set key = 'block_key_' ~ rule.match_key %}
{%- set from_clause %}
{%- if rule.explode %}
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
{%- if rule.explode %}
    and (
        len(l.{{ key }}) = 1
        or len(r.{{ key }}) = 1
        or l.link__key = list_min(list_intersect(l.{{ key }}, r.{{ key }}))
    )
{%- endif %}
{%- endset %}
-- statement: rule {{ rule.match_key }}, {{ rule.label }}
{{ data_first.compare_pairs(
    settings,
    from_clause,
    'case when l.is_main and r.is_main then l.n_records * r.n_records else 0 end',
    except_rules=rule.match_key
) }}
{%- endfor %}
{% endmacro %}
