{#- One side is the initial of the other; equal single letters meet it too. -#}
{% macro initial_level(col_name) %}
    {%- set column = data_first._column('initial_level', 'col_name', col_name) -%}
    {%- set l, r = column.l, column.r -%}
    {% do return(data_first.comparison_level(
        'left(' ~ l ~ ', 1) = left(' ~ r ~ ', 1)'
        ~ ' and least(length(' ~ l ~ '), length(' ~ r ~ ')) = 1',
        column.label ~ ': an initial',
    )) %}
{% endmacro %}
