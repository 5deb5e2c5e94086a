{#- A text as an SQL literal. -#}
{% macro _text(value) -%}
    '{{ value | replace("'", "''") }}'
{%- endmacro %}
