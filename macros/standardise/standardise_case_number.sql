{#- A magistrates' case number as it is compared: its digits; null where there are none. -#}
{% macro standardise_case_number(expression) -%}
    nullif(regexp_replace({{ expression }}, '[^0-9]', '', 'g'), '')
{%- endmacro %}
