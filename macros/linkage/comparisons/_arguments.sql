{#- Stops at a wrong argument with a message that names the macro, the argument and the mend. -#}
{% macro _wrong(macro, argument, value, mend) %}
    {%- do exceptions.raise_compiler_error(
        macro ~ '(): ' ~ argument
        ~ (' is missing' if value is none or value is undefined else ' is ' ~ (
            "'" ~ value ~ "'" if value is string else value | string
        )) ~ '; ' ~ mend ~ '.'
    ) -%}
{% endmacro %}


{#- The column or expression of an argument. -#}
{% macro _column(macro, argument, value) %}
    {%- if value is not mapping and (value is not string or not value.strip()) -%}
        {%- do data_first._wrong(macro, argument, value,
            'give a column or an SQL expression over one record') -%}
    {%- endif -%}
    {% do return(data_first.column_expression(value)) %}
{% endmacro %}


{#- A column with a function around it, as a column; casts are `same` where what they cast is. -#}
{% macro _applied(column, before, after, label=none) %}
    {% do return({
        'sql': before ~ column.sql ~ after,
        'l': before ~ column.l ~ after,
        'r': before ~ column.r ~ after,
        'same': column.same if before == 'cast('
            else before ~ column.l ~ after ~ ' = ' ~ before ~ column.r ~ after,
        'is_plain': false,
        'label': label or column.label,
        'output_name': column.output_name,
        'name': column.output_name[:32] | lower ~ '_' ~ local_md5(before ~ column.sql ~ after)[:8],
    }) %}
{% endmacro %}


{#- The part of a text that matches a pattern (RE2), null where there is none, as a column. -#}
{% macro _extracted(column, pattern, label=none) %}
    {% do return(data_first._applied(
        column, 'nullif(regexp_extract(', ", '" ~ pattern.replace("'", "''") ~ "', 0), '')", label
    )) %}
{% endmacro %}


{#- A number of an argument, within bounds that both count as inside. -#}
{% macro _number(macro, argument, value, least=0, most=none) %}
    {%- if value is not number or value is boolean or value < least
        or (most is not none and value > most) -%}
        {%- do data_first._wrong(macro, argument, value, 'use a number '
            ~ ('of ' ~ least ~ ' or more' if most is none else 'from ' ~ least ~ ' to ' ~ most)
        ) -%}
    {%- endif -%}
    {% do return(value) %}
{% endmacro %}


{#- One of a few words. -#}
{% macro _one_of(macro, argument, value, known) %}
    {%- if value not in known -%}
        {%- do data_first._wrong(macro, argument, value, 'use one of ' ~ known | join(', ')) -%}
    {%- endif -%}
    {% do return(value) %}
{% endmacro %}


{#- Thresholds as a list, one or more, each stricter than the next: a level below a looser one would
    never be met. -#}
{% macro _thresholds(macro, argument, value, falling, least=0, most=none) %}
    {%- set thresholds = [value] if value is number else value -%}
    {%- if thresholds is not sequence or thresholds is string or not thresholds -%}
        {%- do data_first._wrong(macro, argument, value, 'use a number or a list of numbers') -%}
    {%- endif -%}
    {%- for threshold in thresholds -%}
        {%- do data_first._number(macro, argument, threshold, least, most) -%}
    {%- endfor -%}
    {%- if thresholds | sort(reverse=falling) | unique | list != thresholds | list -%}
        {%- do data_first._wrong(macro, argument, thresholds, 'put the numbers in '
            ~ ('falling' if falling else 'rising') ~ ' order, each once, since a pair stands at the'
            ~ ' first level that holds') -%}
    {%- endif -%}
    {% do return(thresholds | list) %}
{% endmacro %}


{#- A level that holds from a threshold of something computed once a pair. -#}
{% macro _similarity_level(similarity, operator, threshold, label) %}
    {% do return(data_first.comparison_level(
        similarity.name ~ ' ' ~ operator ~ ' ' ~ threshold, label,
        similarities={similarity.name: similarity.sql},
    )) %}
{% endmacro %}


{#- Something computed once a pair: its name, from the function and the columns, and its SQL. -#}
{% macro _similarity(function, columns, sql) %}
    {%- set names = columns | map(attribute='name') | join('_') -%}
    {%- set one = columns | length == 1 -%}
    {% do return({
        'name': function ~ '_' ~ (names if one else names[:32] ~ '_' ~ local_md5(sql)[:8]),
        'sql': sql,
    }) %}
{% endmacro %}
