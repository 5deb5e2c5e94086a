{#- A level of any condition over rows `l` and `r`. -#}
{% macro custom_level(sql_condition, label_for_charts=none) %}
    {% do return(data_first.comparison_level(sql_condition, label_for_charts or sql_condition)) %}
{% endmacro %}
