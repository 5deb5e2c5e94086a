{#- Dates of birth: equal; one edit apart; no further apart than rising lengths of time; else.
    `birth_date_comparison()` knows more of how dates go wrong. -#}
{% macro date_of_birth_comparison(
    col_name, input_is_string=none, datetime_thresholds=[1, 1, 10],
    datetime_metrics=['month', 'year', 'year'], datetime_format=none, invalid_dates_as_null=true
) %}
    {%- set macro = 'date_of_birth_comparison' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set format = datetime_format or '%Y-%m-%d' -%}
    {%- set levels = data_first._time_levels(
        macro, column, input_is_string, datetime_metrics, 'datetime_metrics', datetime_thresholds,
        'datetime_thresholds', format
    ) -%}
    {%- set as_null = input_is_string and invalid_dates_as_null -%}
    {%- set text = column if input_is_string
        else data_first._applied(column, 'cast(', ' as varchar)') -%}
    {% do return(data_first.comparison(column.output_name, [
        data_first.null_level(data_first._parsed(column, format) if as_null else column),
        data_first.exact_match_level(column),
        data_first.levenshtein_level(text, 1),
    ] + levels + [data_first.else_level()])) %}
{% endmacro %}
