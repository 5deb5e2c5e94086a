{#- A number with decimals from text or from a number column; null where it is none. -#}
{% macro parse_decimal(column) -%}
    try_cast({{ data_first.blank_to_null(column) }} as double)
{%- endmacro %}
