{#- A null level of the pairs in which both sides miss the value; those with one value go on, to
    `one_null_level()` or another level. -#}
{% macro both_null_level(col_name) %}
    {%- set column = data_first._column('both_null_level', 'col_name', col_name) -%}
    {% do return(dict(
        data_first.comparison_level(
            column.l ~ ' is null and ' ~ column.r ~ ' is null', 'missing in both',
            is_null_level=true,
        ),
        null_on=[column.sql],
    )) %}
{% endmacro %}
