{#- Days between two dates, by rising thresholds in days; 0 is the same day. -#}
{% macro days_apart_comparison(output_column_name, column, thresholds) %}
    {%- set date = data_first._column('days_apart_comparison', 'column', column) -%}
    {%- set levels = [data_first.null_level(date)] -%}
    {%- for days in data_first._thresholds(
        'days_apart_comparison', 'thresholds', thresholds, falling=false
    ) -%}
        {%- do levels.append(data_first.comparison_level(
            "abs(date_diff('day', " ~ date.l ~ ', ' ~ date.r ~ ')) <= ' ~ days,
            'same day' if days == 0 else 'within ' ~ days ~ ' days',
        )) -%}
    {%- endfor -%}
    {%- do levels.append(data_first.else_level('further apart')) -%}
    {% do return(data_first.comparison(output_column_name, levels)) %}
{% endmacro %}
