{#- Two dates of one year of which one is its 1 January, which stands for an unknown day. -#}
{% macro first_of_january_level(col_name) %}
    {%- set column = data_first._column('first_of_january_level', 'col_name', col_name) -%}
    {%- set l, r = column.l, column.r -%}
    {% do return(data_first.comparison_level(
        'year(' ~ l ~ ') = year(' ~ r ~ ')'
        ~ ' and (month(' ~ l ~ ') = 1 and day(' ~ l ~ ') = 1 or month(' ~ r ~ ') = 1 and day(' ~ r
        ~ ') = 1)',
        'same year, one of them 1 January',
    )) %}
{% endmacro %}
