{#- The level of a pair in one comparison, as a case expression: -1 missing, 0 else, best the most. -#}
{% macro _gamma_case(comparison) -%}
case
{%- for level in comparison.comparison_levels %}
    {%- set gamma = -1 if loop.first else comparison.comparison_levels | length - loop.index0 - 1 %}
    {%- if loop.last %}
    else 0
    {%- else %}
    when {{ level.sql_condition }} then {{ gamma }}
    {%- endif %}
{%- endfor %}
end
{%- endmacro %}
