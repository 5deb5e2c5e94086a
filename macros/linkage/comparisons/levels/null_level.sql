{#- Pairs of which at least one side misses a value say nothing: gamma -1, weight 0. With
    `valid_string_pattern` (RE2), a text in which nothing matches counts as missing. A condition
    in place of a column (over rows `l` and `r`, or just `false`) is taken as it is. -#}
{% macro null_level(col_name, valid_string_pattern=none) %}
    {%- if col_name is string and modules.re.search(
        '(?<![\\w.])[lr]\\.', modules.re.sub("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"", "''", col_name)
    ) -%}
        {%- do return(data_first.comparison_level(col_name, 'missing', is_null_level=true)) -%}
    {%- endif -%}
    {%- set column = data_first._column('null_level', 'col_name', col_name) -%}
    {%- if column.l == column.sql -%}
        {%- do return(data_first.comparison_level(column.sql, 'missing', is_null_level=true)) -%}
    {%- endif -%}
    {%- if valid_string_pattern -%}
        {%- set column = data_first._extracted(column, valid_string_pattern) -%}
    {%- endif -%}
    {% do return(dict(
        data_first.comparison_level(
            column.l ~ ' is null or ' ~ column.r ~ ' is null',
            'missing or not valid' if valid_string_pattern else 'missing',
            is_null_level=true,
        ),
        null_on=[column.sql],
    )) %}
{% endmacro %}
