{#- Both sides have a value and the values differ: evidence against where the value is an
    identifier. `match_weight` fixes its weight, in bits, instead of training it. -#}
{% macro mismatch_level(col_name, match_weight=none) %}
    {%- set column = data_first._column('mismatch_level', 'col_name', col_name) -%}
    {% do return(data_first.comparison_level(
        column.l ~ ' <> ' ~ column.r, column.label ~ ' different', match_weight=match_weight
    )) %}
{% endmacro %}
