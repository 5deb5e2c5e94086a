{#- Whether there is a file of decisions, looked up when dbt compiles; false while parsing. -#}
{% macro decisions_delivered() -%}
    {%- if not execute -%}
        {{- return(false) -}}
    {%- endif -%}
    {%- set pattern = var('review') ~ '/decisions/*.csv' -%}
    {%- set found = run_query("select count(*) from glob('" ~ pattern ~ "')") -%}
    {{- return(found.columns[0].values()[0] > 0) -}}
{%- endmacro %}
