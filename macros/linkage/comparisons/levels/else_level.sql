{#- Whatever no level above took: gamma 0. -#}
{% macro else_level(label='anything else') %}
    {% do return(data_first.comparison_level('true', label)) %}
{% endmacro %}
