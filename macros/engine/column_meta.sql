{#- What a column's yml says of it under `config: {meta: ...}`: a mapping, empty where it says
    nothing. A column of dbt's graph; older manifests have it in `meta`. -#}
{% macro column_meta(column) -%}
    {{- return((column.config or {}).get('meta') or column.meta or {}) -}}
{%- endmacro %}
