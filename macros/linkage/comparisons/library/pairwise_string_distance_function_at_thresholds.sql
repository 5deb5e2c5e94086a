{#- Arrays of texts: an element in common; the two most alike elements up to (or from) thresholds;
    else. -#}
{% macro pairwise_string_distance_function_at_thresholds(
    col_name, distance_function_name, distance_threshold_or_thresholds
) %}
    {%- set macro = 'pairwise_string_distance_function_at_thresholds' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set levels = [
        data_first.null_level(column), data_first.array_intersect_level(column, 1),
    ] -%}
    {%- for threshold in data_first._thresholds(
        macro, 'distance_threshold_or_thresholds', distance_threshold_or_thresholds,
        falling=distance_function_name in ['jaro', 'jaro_winkler']
    ) -%}
        {%- do levels.append(data_first.pairwise_string_distance_function_level(
            column, distance_function_name, threshold
        )) -%}
    {%- endfor -%}
    {% do return(data_first.comparison(
        column.output_name, levels + [data_first.else_level()]
    )) %}
{% endmacro %}
