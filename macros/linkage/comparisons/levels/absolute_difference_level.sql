{#- Numbers that are no further apart than so much. -#}
{% macro absolute_difference_level(col_name, difference_threshold) %}
    {%- set column = data_first._column('absolute_difference_level', 'col_name', col_name) -%}
    {%- do data_first._number(
        'absolute_difference_level', 'difference_threshold', difference_threshold
    ) -%}
    {% do return(data_first.comparison_level(
        'abs(' ~ column.l ~ ' - ' ~ column.r ~ ') <= ' ~ difference_threshold,
        column.label ~ ': at most ' ~ difference_threshold ~ ' apart',
    )) %}
{% endmacro %}
