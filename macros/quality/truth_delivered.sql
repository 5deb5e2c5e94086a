{#- Whether a table of the truth was delivered, looked up when dbt compiles; false while parsing. -#}
{% macro truth_delivered(table) -%}
    {%- if not execute -%}
        {{- return(false) -}}
    {%- endif -%}
    {%- set pattern = var('truth') ~ '/' ~ table ~ '[-.]*parquet' -%}
    {%- set found = run_query("select count(*) from glob('" ~ pattern ~ "')") -%}
    {{- return(found.columns[0].values()[0] > 0) -}}
{%- endmacro %}
