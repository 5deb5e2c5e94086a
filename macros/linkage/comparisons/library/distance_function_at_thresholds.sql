{#- Equal; up to (or from) thresholds of any function of two values; else. -#}
{% macro distance_function_at_thresholds(
    col_name, distance_function_name, distance_threshold_or_thresholds, higher_is_more_similar=true
) %}
    {%- set macro = 'distance_function_at_thresholds' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set levels = [] -%}
    {%- for threshold in data_first._thresholds(
        macro, 'distance_threshold_or_thresholds', distance_threshold_or_thresholds,
        falling=higher_is_more_similar, least=-1e300
    ) -%}
        {%- do levels.append(data_first.distance_function_level(
            column, distance_function_name, threshold, higher_is_more_similar
        )) -%}
    {%- endfor -%}
    {% do return(data_first._equal_or(column, levels)) %}
{% endmacro %}
