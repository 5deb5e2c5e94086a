{#- A prison (NOMS) number as ANNNNAA; null where the shape is wrong, as old local numbers are. -#}
{% macro standardise_prison_number(expression) -%}
    nullif(
        regexp_extract(replace(upper({{ expression }}), ' ', ''), '^[A-Z][0-9]{4}[A-Z]{2}$'), ''
    )
{%- endmacro %}
