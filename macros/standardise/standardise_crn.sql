{#- A probation case reference number (CRN) as ANNNNNN; null where the shape is wrong. -#}
{% macro standardise_crn(expression) -%}
    nullif(regexp_extract(replace(upper({{ expression }}), ' ', ''), '^[A-Z][0-9]{6}$'), '')
{%- endmacro %}
