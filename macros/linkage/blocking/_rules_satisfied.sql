{#- The rules that a pair satisfies, one bit a rule: bit `match_key`. -#}
{% macro _rules_satisfied(settings) -%}
    {%- for rule in settings.blocking_rules -%}
        {%- set l, r = 'l.block_key_' ~ rule.match_key, 'r.block_key_' ~ rule.match_key %}
        {%- set condition = 'list_has_any(' ~ l ~ ', ' ~ r ~ ')' if rule.explode else l ~ ' = ' ~ r %}
        case when {{ condition }} then {{ 2 ** rule.match_key }} else 0 end{{ ' +' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
