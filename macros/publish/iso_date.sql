{#- A date as published: text, `YYYY-MM-DD`. -#}
{% macro iso_date(expression) -%}
    strftime(cast({{ expression }} as date), '%Y-%m-%d')
{%- endmacro %}
