{#- The given level does not hold; where it can not be told (a value is missing), neither does
    this. -#}
{% macro not_(comparison_level) %}
    {%- set level = data_first._whole_level(comparison_level) -%}
    {% do return(data_first.comparison_level(
        'not (' ~ level.sql_condition ~ ')', 'not ' ~ level.label, similarities=level.similarities
    )) %}
{% endmacro %}
