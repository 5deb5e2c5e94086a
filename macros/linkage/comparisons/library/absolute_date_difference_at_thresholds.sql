{#- Equal; no further apart than rising lengths of time (`thresholds` of the `metrics` in the same
    places); else. Texts that `datetime_format` does not read count as missing, unless
    `invalid_dates_as_null` is false. -#}
{% macro absolute_date_difference_at_thresholds(
    col_name, input_is_string=none, metrics=none, thresholds=none, datetime_format=none,
    term_frequency_adjustments=none, invalid_dates_as_null=true
) %}
    {% do return(data_first._times_at_thresholds(
        'absolute_date_difference', col_name, input_is_string, metrics, thresholds,
        datetime_format or '%Y-%m-%d', term_frequency_adjustments, invalid_dates_as_null
    )) %}
{% endmacro %}
