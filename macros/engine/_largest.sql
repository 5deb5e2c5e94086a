{#- The largest value of a column of whole numbers: a number, or a subquery while the table is not there
    yet. A range that ends at a number is a filter. Of one that ends at a subquery DuckDB 1.5 makes a
    nested loop, and cannot tell how many rows are in it. -#}
{% macro _largest(relation, column) -%}
    {%- set query = 'select max(' ~ column ~ ') from ' ~ relation -%}
    {%- if not execute or relation is not string and load_relation(relation) is none -%}
        {{- return('(' ~ query ~ ')') -}}
    {%- endif -%}
    {{- return((run_query(query).columns[0].values()[0] or 0) | int) -}}
{%- endmacro %}
