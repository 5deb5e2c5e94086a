{#- Two dates of one year of which one has for its day what the other has for its month, and the
    other way round. Equal dates with day and month alike meet it too: put the equality first. -#}
{% macro day_month_swapped_level(col_name) %}
    {%- set column = data_first._column('day_month_swapped_level', 'col_name', col_name) -%}
    {%- set l, r = column.l, column.r -%}
    {% do return(data_first.comparison_level(
        'year(' ~ l ~ ') = year(' ~ r ~ ') and month(' ~ l ~ ') = day(' ~ r ~ ')'
        ~ ' and day(' ~ l ~ ') = month(' ~ r ~ ')', 'day and month swapped',
    )) %}
{% endmacro %}
