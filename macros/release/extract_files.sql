{#- The files of the extracts that this project's sources read, looked up when dbt compiles; a
    sorted list, empty while parsing. -#}
{% macro extract_files() -%}
    {%- set patterns = [] -%}
    {%- for node in (graph.sources.values() if execute else []) | sort(attribute='unique_id') -%}
        {%- set meta = node.config.meta or node.meta -%}
        {%- if node.package_name == 'data_first' and meta.external_location -%}
            {%- set files = meta.get('files') or node.name ~ '[-.]*parquet' -%}
            {%- set pattern = var('extracts') ~ '/' ~ node.source_name ~ '/' ~ files -%}
            {%- do patterns.append("select file from glob('" ~ pattern ~ "')") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not patterns -%}
        {{- return([]) -}}
    {%- endif -%}
    {%- set found = run_query(patterns | join(' union ') ~ ' order by file') -%}
    {{- return(found.columns[0].values() | list) -}}
{%- endmacro %}
