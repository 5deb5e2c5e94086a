{#- Whether weights of labels were saved, looked up when dbt compiles; false while parsing. -#}
{% macro label_weights_delivered() -%}
    {%- if not execute -%}
        {{- return(false) -}}
    {%- endif -%}
    {%- set pattern = var('review') ~ '/label_weights.csv' -%}
    {%- set found = run_query("select count(*) from glob('" ~ pattern ~ "')") -%}
    {{- return(found.columns[0].values()[0] > 0) -}}
{%- endmacro %}
