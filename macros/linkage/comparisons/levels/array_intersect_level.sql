{#- Arrays with at least so many different elements in common. -#}
{% macro array_intersect_level(col_name, min_intersection=1) %}
    {%- set column = data_first._column('array_intersect_level', 'col_name', col_name) -%}
    {%- do data_first._number('array_intersect_level', 'min_intersection', min_intersection) -%}
    {%- if min_intersection == 1 -%}
        {%- do return(data_first.comparison_level(
            'list_has_any(' ~ column.l ~ ', ' ~ column.r ~ ')',
            column.label ~ ': an element in common',
        )) -%}
    {%- endif -%}
    {% do return(data_first._similarity_level(
        data_first._elements_shared(column), '>=', min_intersection,
        column.label ~ ': at least ' ~ min_intersection ~ ' elements in common',
    )) %}
{% endmacro %}


{#- How many different elements two arrays share. -#}
{% macro _elements_shared(column) %}
    {% do return(data_first._similarity(
        'elements_shared', [column], 'len(list_intersect(' ~ column.l ~ ', ' ~ column.r ~ '))'
    )) %}
{% endmacro %}
