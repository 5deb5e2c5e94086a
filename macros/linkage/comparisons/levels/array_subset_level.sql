{#- All elements of the shorter array are in the longer one. An array with an element twice is no
    subset, since elements in common are counted once. -#}
{% macro array_subset_level(col_name, empty_is_subset=false) %}
    {%- set column = data_first._column('array_subset_level', 'col_name', col_name) -%}
    {%- set shorter = 'least(len(' ~ column.l ~ '), len(' ~ column.r ~ '))' -%}
    {%- set shared = data_first._elements_shared(column) -%}
    {% do return(data_first.comparison_level(
        shared.name ~ ' = ' ~ shorter ~ ('' if empty_is_subset else ' and ' ~ shorter ~ ' <> 0'),
        column.label ~ ': one array in the other',
        similarities={shared.name: shared.sql},
    )) %}
{% endmacro %}
