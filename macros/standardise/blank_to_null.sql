{#- Text without surrounding space; null where nothing is left. -#}
{% macro blank_to_null(column) -%}
    nullif(trim(cast({{ column }} as varchar)), '')
{%- endmacro %}
