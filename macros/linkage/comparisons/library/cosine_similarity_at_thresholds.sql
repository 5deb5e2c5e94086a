{#- Vectors from falling cosine similarities; else. -#}
{% macro cosine_similarity_at_thresholds(col_name, score_threshold_or_thresholds=[0.9, 0.8, 0.7]) %}
    {%- set macro = 'cosine_similarity_at_thresholds' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set levels = [data_first.null_level(column)] -%}
    {%- for score in data_first._thresholds(
        macro, 'score_threshold_or_thresholds', score_threshold_or_thresholds, falling=true,
        least=0, most=1
    ) -%}
        {%- do levels.append(data_first.cosine_similarity_level(column, score)) -%}
    {%- endfor -%}
    {% do return(data_first.comparison(
        column.output_name, levels + [data_first.else_level()]
    )) %}
{% endmacro %}
