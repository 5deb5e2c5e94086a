{#- A select with one row a column that staging casts from text and that holds values which the cast
    turns to null: source, table, column, rows, and the smallest such value as an example.
    Takes one of delivered_sources(). Dates and amounts repeat, so that each value is parsed once. -#}
{% macro unparsed_values(source) -%}
    {%- set parsers = {
        'date': data_first.parse_date,
        'integer': data_first.parse_integer,
        'decimal': data_first.parse_decimal,
    } -%}
{%- for name, parse in data_first._parsed_columns(source).items() %}
select
    '{{ source.node.source_name }}' as source_name,
    '{{ source.node.name }}' as table_name,
    '{{ name }}' as column_name,
    '{{ parse }}' as parsed_as,
    cast(sum(n_rows) as bigint) as n_rows,
    min(value) as example,
from (
    select cast({{ name }} as varchar) as value, count(*) as n_rows,
    from {{ source.location }}
    group by value
)
where
    {{ data_first.blank_to_null('value') }} is not null
    and {{ parsers[parse]('value') }} is null
having count(*) > 0
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- endmacro %}


{#- The columns of a delivered source that staging casts from text, with what they become. -#}
{% macro _parsed_columns(source) -%}
    {%- set columns = {} -%}
    {%- for column in source.node.columns.values() -%}
        {%- set meta = data_first.column_meta(column) -%}
        {%- if meta.get('parse') and column.name | lower in source.columns -%}
            {%- do columns.update({column.name: meta.parse}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(columns) -}}
{%- endmacro %}
