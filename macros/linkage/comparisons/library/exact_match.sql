{#- Equal, or not. -#}
{% macro exact_match(col_name) %}
    {%- set column = data_first._column('exact_match', 'col_name', col_name) -%}
    {% do return(data_first._equal_or(column, [])) %}
{% endmacro %}


{#- A comparison of one column: missing; equal; the given levels; else. -#}
{% macro _equal_or(column, levels) %}
    {% do return(data_first.comparison(
        column.output_name,
        [data_first.null_level(column), data_first.exact_match_level(column)]
        + levels + [data_first.else_level()],
    )) %}
{% endmacro %}
