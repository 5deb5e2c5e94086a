{#- Pairs that this condition covers say nothing: gamma -1, weight 0. -#}
{% macro null_level(sql_condition) %}
    {% do return(data_first.comparison_level(sql_condition, 'missing', is_null_level=true)) %}
{% endmacro %}
