{#- A reference number as it is compared: capitals and digits only; null where nothing is left. -#}
{% macro standardise_reference(column) -%}
    nullif(regexp_replace(upper(cast({{ column }} as varchar)), '[^A-Z0-9]', '', 'g'), '')
{%- endmacro %}
