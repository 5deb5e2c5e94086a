{#- Any function of two values, up to or from a threshold. A pair at which the function fails does
    not meet the level. -#}
{% macro distance_function_level(
    col_name, distance_function_name, distance_threshold, higher_is_more_similar=true
) %}
    {%- set column = data_first._column('distance_function_level', 'col_name', col_name) -%}
    {%- if distance_function_name is not string
        or not modules.re.match('^[A-Za-z_][\\w.]*$', distance_function_name) -%}
        {%- do data_first._wrong('distance_function_level', 'distance_function_name',
            distance_function_name, 'give the name of an SQL function of two values') -%}
    {%- endif -%}
    {%- do data_first._number(
        'distance_function_level', 'distance_threshold', distance_threshold, least=-1e300
    ) -%}
    {% do return(data_first._similarity_level(
        data_first._similarity(
            'function_' ~ distance_function_name.replace('.', '_') | lower, [column],
            'try(' ~ distance_function_name ~ '(' ~ column.l ~ ', ' ~ column.r ~ '))',
        ),
        '>=' if higher_is_more_similar else '<=', distance_threshold,
        column.label ~ ': ' ~ distance_function_name
        ~ (' at least ' if higher_is_more_similar else ' at most ') ~ distance_threshold,
    )) %}
{% endmacro %}
