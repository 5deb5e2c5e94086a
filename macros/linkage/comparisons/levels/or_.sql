{#- One of the given levels holds: `or_(level, level, …)`. A null level if all of them are. -#}
{% macro or_() %}
    {% do return(data_first._joined('or_', 'or', varargs)) %}
{% endmacro %}
