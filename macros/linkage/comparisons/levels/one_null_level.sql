{#- One side has a value and the other none, with a weight of its own: for data where missing is not
    by chance. It wants `both_null_level()` as the null level. -#}
{% macro one_null_level(col_name) %}
    {%- set column = data_first._column('one_null_level', 'col_name', col_name) -%}
    {% do return(data_first.comparison_level(
        '(' ~ column.l ~ ' is null) <> (' ~ column.r ~ ' is null)', 'missing in one'
    )) %}
{% endmacro %}
