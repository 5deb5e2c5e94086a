{#- Equal; within rising Levenshtein distances; else. -#}
{% macro levenshtein_at_thresholds(col_name, distance_threshold_or_thresholds=[1, 2]) %}
    {%- set macro = 'levenshtein_at_thresholds' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set levels = [] -%}
    {%- for threshold in data_first._thresholds(
        macro, 'distance_threshold_or_thresholds', distance_threshold_or_thresholds, falling=false
    ) -%}
        {%- do levels.append(data_first.levenshtein_level(column, threshold)) -%}
    {%- endfor -%}
    {% do return(data_first._equal_or(column, levels)) %}
{% endmacro %}
