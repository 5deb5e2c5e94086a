{#- Numbers whose difference is less than such a share of the greater one. -#}
{% macro percentage_difference_level(col_name, percentage_threshold) %}
    {%- set column = data_first._column('percentage_difference_level', 'col_name', col_name) -%}
    {%- do data_first._number(
        'percentage_difference_level', 'percentage_threshold', percentage_threshold, 0, 1
    ) -%}
    {% do return(data_first.comparison_level(
        'abs(' ~ column.l ~ ' - ' ~ column.r ~ ') / greatest(' ~ column.l ~ ', ' ~ column.r ~ ') < '
        ~ percentage_threshold,
        column.label ~ ': less than a share of ' ~ percentage_threshold ~ ' apart',
    )) %}
{% endmacro %}
