{#- The sources of this project that were delivered, looked up when dbt compiles: a list of
    {'node', 'location', 'columns'}, sorted. Empty while parsing. Leaves out optional files that
    are not there and sources that are not files. -#}
{% macro delivered_sources() -%}
    {%- set delivered = [] -%}
    {%- if execute -%}
        {%- for node in graph.sources.values() | sort(attribute='unique_id') -%}
            {%- set meta = node.config.meta or node.meta -%}
            {%- if node.package_name == 'data_first' and meta.external_location -%}
                {%- set files = meta.get('files') or node.name ~ '[-.]*parquet' -%}
                {%- set columns = data_first.extract_columns(node.source_name, files) -%}
                {%- if columns -%}
                    {%- do delivered.append({
                        'node': node,
                        'location': meta.external_location | replace('{name}', node.name),
                        'columns': columns,
                    }) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(delivered) -}}
{%- endmacro %}
