{#- Equal; from falling Jaccard similarities; else. -#}
{% macro jaccard_at_thresholds(col_name, score_threshold_or_thresholds=[0.9, 0.7]) %}
    {%- set macro = 'jaccard_at_thresholds' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set levels = [] -%}
    {%- for threshold in data_first._thresholds(
        macro, 'score_threshold_or_thresholds', score_threshold_or_thresholds, falling=true,
        least=0, most=1
    ) -%}
        {%- do levels.append(data_first.jaccard_level(column, threshold)) -%}
    {%- endfor -%}
    {% do return(data_first._equal_or(column, levels)) %}
{% endmacro %}
