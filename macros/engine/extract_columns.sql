{#- Names (lower case) of the columns of an optional extract, looked up when dbt compiles; an empty
    list where the extract is not there, and while parsing. `files` is the pattern of its files. -#}
{% macro extract_columns(system, files) -%}
    {%- if not execute -%}
        {{- return([]) -}}
    {%- endif -%}
    {%- set pattern = var('extracts') ~ '/' ~ system ~ '/' ~ files -%}
    {%- set found = run_query("select count(*) from glob('" ~ pattern ~ "')") -%}
    {%- if found.columns[0].values()[0] == 0 -%}
        {{- return([]) -}}
    {%- endif -%}
    {%- set described -%}
        select lower(column_name)
        from (describe select * from read_parquet('{{ pattern }}', union_by_name = true))
    {%- endset -%}
    {{- return(run_query(described).columns[0].values() | list) -}}
{%- endmacro %}
