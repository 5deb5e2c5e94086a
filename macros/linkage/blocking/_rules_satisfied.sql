{#- The rules that a pair satisfies, one bit a rule: bit `match_key`. -#}
{% macro _rules_satisfied(settings) -%}
    {%- for rule in settings.blocking_rules %}
        case
            when {{ data_first._rule_condition(rule) }}
                then {{ 2 ** rule.match_key }}::bigint
            else 0
        end{{ ' +' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{#- Whether rows `l` and `r` with block keys satisfy a rule, whichever of them is which. -#}
{% macro _rule_condition(rule) -%}
    {%- set key = 'block_key_' ~ rule.match_key -%}
    {%- if rule.right -%}
        ({{ data_first._keys_agree(rule, 'l.' ~ key, 'r.' ~ key ~ '_r') }}
        {%- if rule.where %} and ({{ rule.where }}){% endif %}
        or {{ data_first._keys_agree(rule, 'l.' ~ key ~ '_r', 'r.' ~ key) }}
        {%- if rule.where %}
        and ({{ data_first._with_aliases(rule.where, 'r.', 'l.') }})
        {%- endif -%}
        )
    {%- else -%}
        {{ data_first._keys_agree(rule, 'l.' ~ key, 'r.' ~ key) }}
        {%- if rule.where %} and {{ data_first._where_either_way(rule) }}{% endif %}
    {%- endif -%}
{%- endmacro %}


{#- Whether two keys agree: equal, or lists with a key in common. -#}
{% macro _keys_agree(rule, l, r) -%}
    {{ 'list_has_any(' ~ l ~ ', ' ~ r ~ ')' if rule.arrays else l ~ ' = ' ~ r }}
{%- endmacro %}


{#- A rule's further condition, whichever record is `l`. -#}
{% macro _where_either_way(rule) -%}
    (({{ rule.where }}) or ({{ data_first._with_aliases(rule.where, 'r.', 'l.') }}))
{%- endmacro %}
