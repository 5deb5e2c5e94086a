{#- Names that are forms of one another. `canonical_col` has the name behind a nickname, or, with
    `array`, all names that it may stand for. -#}
{% macro nickname_level(canonical_col, array=false) %}
    {%- set column = data_first._column('nickname_level', 'canonical_col', canonical_col) -%}
    {% do return(data_first.comparison_level(
        'list_has_any(' ~ column.l ~ ', ' ~ column.r ~ ')' if array
        else column.l ~ ' = ' ~ column.r,
        'a short form of the same name',
    )) %}
{% endmacro %}
