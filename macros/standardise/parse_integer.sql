{#- A whole number from text or from a number column; null where it is none. -#}
{% macro parse_integer(column) -%}
    try_cast({{ data_first.blank_to_null(column) }} as bigint)
{%- endmacro %}
