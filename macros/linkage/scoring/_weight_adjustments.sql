{#- What the conditions of settings.weight_adjustments add to a pair's weight: bits, from the columns
    gamma_<comparison>; 0 where none holds. Several that hold add up. -#}
{% macro weight_adjustments(settings) -%}
    {%- set terms = [] -%}
    {%- for adjustment in settings.weight_adjustments -%}
        {%- do terms.append(
            'case when ' ~ adjustment.sql_condition ~ ' then ' ~ adjustment.match_weight ~ ' else 0 end'
        ) -%}
    {%- endfor -%}
{{ '(' ~ terms | join(' + ') ~ ')' if terms else '0' }}
{%- endmacro %}
