{#- One side or both have a given value. -#}
{% macro literal_match_level(
    col_name, literal_value, literal_datatype, side_of_comparison='both'
) %}
    {%- set column = data_first._column('literal_match_level', 'col_name', col_name) -%}
    {%- do data_first._one_of('literal_match_level', 'literal_datatype', literal_datatype,
        ['string', 'int', 'float', 'date']) -%}
    {%- do data_first._one_of('literal_match_level', 'side_of_comparison', side_of_comparison,
        ['left', 'right', 'both']) -%}
    {%- set number = '^[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?$' -%}
    {%- if literal_datatype in ['int', 'float']
        and not modules.re.match(number, literal_value | string) -%}
        {%- do data_first._wrong('literal_match_level', 'literal_value', literal_value,
            'use a number, or another literal_datatype') -%}
    {%- endif -%}
    {%- set quoted = "'" ~ (literal_value | string).replace("'", "''") ~ "'" -%}
    {%- set value = quoted if literal_datatype == 'string'
        else 'cast(' ~ quoted ~ ' as date)' if literal_datatype == 'date'
        else 'cast(' ~ literal_value ~ ' as ' ~ literal_datatype ~ ')' -%}
    {%- set conditions = [] -%}
    {%- if side_of_comparison != 'right' -%}
        {%- do conditions.append(column.l ~ ' = ' ~ value) -%}
    {%- endif -%}
    {%- if side_of_comparison != 'left' -%}
        {%- do conditions.append(column.r ~ ' = ' ~ value) -%}
    {%- endif -%}
    {% do return(data_first.comparison_level(
        conditions | join(' and '),
        column.label ~ ' is ' ~ literal_value ~ ' on '
        ~ ('both sides' if side_of_comparison == 'both' else 'the ' ~ side_of_comparison),
    )) %}
{% endmacro %}
