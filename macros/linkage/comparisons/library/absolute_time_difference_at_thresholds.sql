{#- Equal; no further apart than rising lengths of time (`thresholds` of the `metrics` in the same
    places); else. Texts that `datetime_format` does not read count as missing, unless
    `invalid_dates_as_null` is false. -#}
{% macro absolute_time_difference_at_thresholds(
    col_name, input_is_string=none, metrics=none, thresholds=none, datetime_format=none,
    term_frequency_adjustments=none, invalid_dates_as_null=true
) %}
    {% do return(data_first._times_at_thresholds(
        'absolute_time_difference', col_name, input_is_string, metrics, thresholds,
        datetime_format or '%Y-%m-%dT%H:%M:%SZ', term_frequency_adjustments, invalid_dates_as_null
    )) %}
{% endmacro %}


{#- Equal; within each length of time; else. -#}
{% macro _times_at_thresholds(
    kind, col_name, input_is_string, metrics, thresholds, datetime_format,
    term_frequency_adjustments, invalid_dates_as_null
) %}
    {%- set macro = kind ~ '_at_thresholds' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set levels = data_first._time_levels(
        macro, column, input_is_string, metrics, 'metrics', thresholds, 'thresholds',
        datetime_format
    ) -%}
    {%- set as_null = input_is_string and invalid_dates_as_null -%}
    {% do return(data_first.comparison(column.output_name, [
        data_first.null_level(
            data_first._parsed(column, datetime_format) if as_null else column
        ),
        data_first.exact_match_level(column, term_frequency_adjustments),
    ] + levels + [data_first.else_level()])) %}
{% endmacro %}


{#- A level a length of time, which must rise. -#}
{% macro _time_levels(
    macro, column, input_is_string, metrics, metrics_argument, thresholds, thresholds_argument,
    datetime_format
) %}
    {%- set units = [metrics] if metrics is string else metrics -%}
    {%- set counts = [thresholds] if thresholds is number else thresholds -%}
    {%- if units is not sequence or not units -%}
        {%- do data_first._wrong(macro, metrics_argument, metrics, 'use one or a list of '
            ~ data_first._metrics().keys() | join(', ')) -%}
    {%- elif counts is not sequence or counts is string or counts | length != units | length -%}
        {%- do data_first._wrong(macro, thresholds_argument, thresholds,
            'give one number for each of the ' ~ units | length ~ ' in ' ~ metrics_argument) -%}
    {%- endif -%}
    {%- set levels = [] -%}
    {%- set state = namespace(last=-1) -%}
    {%- for unit in units -%}
        {%- do levels.append(data_first._time_level(
            macro, column, input_is_string, counts[loop.index0], unit, datetime_format
        )) -%}
        {%- set seconds = counts[loop.index0] * data_first._metrics()[unit] -%}
        {%- if seconds <= state.last -%}
            {%- do data_first._wrong(macro, thresholds_argument, thresholds,
                'put the lengths of time in rising order, each once, since a pair stands at the'
                ~ ' first level that holds') -%}
        {%- endif -%}
        {%- set state.last = seconds -%}
    {%- endfor -%}
    {% do return(levels) %}
{% endmacro %}
