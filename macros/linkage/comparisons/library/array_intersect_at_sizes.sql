{#- Arrays with at least falling numbers of elements in common; else. -#}
{% macro array_intersect_at_sizes(col_name, size_threshold_or_thresholds=[1]) %}
    {%- set macro = 'array_intersect_at_sizes' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set levels = [data_first.null_level(column)] -%}
    {%- for size in data_first._thresholds(
        macro, 'size_threshold_or_thresholds', size_threshold_or_thresholds, falling=true
    ) -%}
        {%- do levels.append(data_first.array_intersect_level(column, size)) -%}
    {%- endfor -%}
    {% do return(data_first.comparison(
        column.output_name, levels + [data_first.else_level()]
    )) %}
{% endmacro %}
