{#- Two dates no further apart than so many units of elapsed time. Texts are read by
    `datetime_format`, %Y-%m-%d by default. -#}
{% macro absolute_date_difference_level(
    col_name, input_is_string=none, threshold=none, metric=none, datetime_format=none
) %}
    {% do return(data_first._time_level(
        'absolute_date_difference_level', col_name, input_is_string, threshold, metric,
        datetime_format or '%Y-%m-%d'
    )) %}
{% endmacro %}
