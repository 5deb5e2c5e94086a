{#- A table of an optional system (meta `optional_system` of its source), or no rows with the columns
    that the source declares where no file of it was delivered, looked up when dbt compiles. -#}
{% macro source_or_empty(system, table) -%}
    {%- set relation = source(system, table) -%}
    {%- if not execute -%}
        {{- return(relation) -}}
    {%- endif -%}
    {%- set pattern = var('extracts') ~ '/' ~ system ~ '/' ~ table ~ '[-.]*parquet' -%}
    {%- set found = run_query("select count(*) from glob('" ~ pattern ~ "')") -%}
    {%- if found.columns[0].values()[0] > 0 -%}
        {{- return(relation) -}}
    {%- endif -%}
    {%- set columns = [] -%}
    {%- set declared = graph.sources['source.data_first.' ~ system ~ '.' ~ table].columns -%}
    {%- for column in declared.values() -%}
        {%- do columns.append('cast(null as ' ~ column.data_type ~ ') as ' ~ column.name) -%}
    {%- endfor -%}
    {{- return('(select ' ~ columns | join(', ') ~ ' where false)') -}}
{%- endmacro %}
