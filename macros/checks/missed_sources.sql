{#- The source tables that may be absent but are missed (meta `warn_if_absent`), as a DuckDB list of
    structures {source_name, table_name}. Empty while parsing. -#}
{% macro missed_sources() -%}
    {%- set tables = [] -%}
    {%- if execute -%}
        {%- for node in graph.sources.values() | sort(attribute='unique_id')
            if node.package_name == 'data_first' and (node.config.meta or node.meta).warn_if_absent -%}
            {%- do tables.append({'source_name': node.source_name, 'table_name': node.name}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(tables) -}}
{%- endmacro %}
