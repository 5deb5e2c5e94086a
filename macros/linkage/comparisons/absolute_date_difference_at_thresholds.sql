{#- Days between two dates, by rising thresholds in days; 0 is the same day. -#}
{% macro absolute_date_difference_at_thresholds(output_column_name, column, thresholds) %}
    {%- set levels = [data_first.null_level('l.' ~ column ~ ' is null or r.' ~ column ~ ' is null')] -%}
    {%- for days in thresholds -%}
        {%- do levels.append(data_first.comparison_level(
            "abs(date_diff('day', l." ~ column ~ ', r.' ~ column ~ ')) <= ' ~ days,
            'same day' if days == 0 else 'within ' ~ days ~ ' days',
        )) -%}
    {%- endfor -%}
    {%- do levels.append(data_first.else_level('further apart')) -%}
    {% do return(data_first.comparison(output_column_name, levels)) %}
{% endmacro %}
