{#- Two dates of one year of which one is its 1 January, which stands for an unknown day. -#}
{% macro first_of_january_level(col_name) %}
    {%- set column = data_first._column('first_of_january_level', 'col_name', col_name) -%}
    {%- set l, r = column.l, column.r -%}
    {% do return(data_first.comparison_level(
        'year(' ~ l ~ ') = year(' ~ r ~ ')'
        ~ " and (strftime(" ~ l ~ ", '%m%d') = '0101' or strftime(" ~ r ~ ", '%m%d') = '0101')",
        'same year, one of them 1 January',
    )) %}
{% endmacro %}
