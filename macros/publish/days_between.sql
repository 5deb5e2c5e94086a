{#- Days from one date to another; negative where the second is earlier, null where either is. -#}
{% macro days_between(from_date, to_date) -%}
    cast({{ to_date }} - {{ from_date }} as integer)
{%- endmacro %}
