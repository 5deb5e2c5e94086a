{#- Two points in time no further apart than so many units of elapsed time; a month is the twelfth
    part of a year of 365.25 days. Texts are read by `datetime_format`, ISO 8601 by default. -#}
{% macro absolute_time_difference_level(
    col_name, input_is_string=none, threshold=none, metric=none, datetime_format=none
) %}
    {% do return(data_first._time_level(
        'absolute_time_difference_level', col_name, input_is_string, threshold, metric,
        datetime_format or '%Y-%m-%dT%H:%M:%SZ'
    )) %}
{% endmacro %}


{#- A level on seconds between two moments. -#}
{% macro _time_level(macro, col_name, input_is_string, threshold, metric, datetime_format) %}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- if input_is_string is not boolean -%}
        {%- do data_first._wrong(macro, 'input_is_string', input_is_string,
            'say true where the column is a text, false where it is a date or a timestamp') -%}
    {%- endif -%}
    {%- do data_first._number(macro, 'threshold', threshold) -%}
    {%- do data_first._one_of(macro, 'metric', metric, data_first._metrics().keys() | list) -%}
    {%- set parsed = data_first._parsed(column, datetime_format) if input_is_string else column -%}
    {% do return(data_first._similarity_level(
        data_first._similarity(
            'seconds_apart', [parsed], 'abs(epoch(' ~ parsed.l ~ ') - epoch(' ~ parsed.r ~ '))'
        ),
        '<=', threshold * data_first._metrics()[metric],
        column.label ~ ': at most ' ~ threshold ~ ' ' ~ metric ~ ('' if threshold == 1 else 's')
        ~ ' apart',
    )) %}
{% endmacro %}


{#- A text as a timestamp, null where it is none, as a column. -#}
{% macro _parsed(column, datetime_format) %}
    {% do return(data_first._applied(
        column, 'try_strptime(', ", '" ~ datetime_format.replace("'", "''") ~ "')"
    )) %}
{% endmacro %}


{#- Seconds of a unit of time. -#}
{% macro _metrics() %}
    {% do return({
        'second': 1,
        'minute': 60,
        'hour': 3600,
        'day': 86400,
        'month': 86400 * 365.25 / 12,
        'year': 86400 * 365.25,
    }) %}
{% endmacro %}
