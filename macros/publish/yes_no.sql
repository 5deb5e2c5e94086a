{#- A condition as the courts' markers write it: Y, N, null for unknown (seed court_markers). -#}
{% macro yes_no(condition) -%}
    case when {{ condition }} then 'Y' when not ({{ condition }}) then 'N' end
{%- endmacro %}
