{#- One side's first column equals the other side's second, as where forename and surname are
    swapped. `symmetrical` asks for it both ways. -#}
{% macro columns_reversed_level(col_name_1, col_name_2, symmetrical=false) %}
    {%- set first = data_first._column('columns_reversed_level', 'col_name_1', col_name_1) -%}
    {%- set second = data_first._column('columns_reversed_level', 'col_name_2', col_name_2) -%}
    {% do return(data_first.comparison_level(
        first.l ~ ' = ' ~ second.r
        ~ (' and ' ~ first.r ~ ' = ' ~ second.l if symmetrical else ''),
        first.label ~ ' and ' ~ second.label ~ ' swapped'
        ~ ('' if symmetrical else ' on one side'),
    )) %}
{% endmacro %}
