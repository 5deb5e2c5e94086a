{#- A select with one row a column that staging casts from text and that holds values which the cast
    turns to null: source, table, column, rows, and the smallest such value as an example.
    Takes one of delivered_sources(). -#}
{% macro unparsed_values(source) -%}
    {%- set parsers = {
        'date': data_first.parse_date,
        'integer': data_first.parse_integer,
        'decimal': data_first.parse_decimal,
    } -%}
    {%- set columns = data_first._parsed_columns(source) -%}
select
    '{{ source.node.source_name }}' as source_name,
    '{{ source.node.name }}' as table_name,
    found.column_name,
    found.parsed_as,
    found.n_rows,
    found.example,
from (
    select unnest([
        {%- for name, parse in columns.items() %}
        {%- set unparsed -%}
            {{ data_first.blank_to_null(name) }} is not null
            and {{ parsers[parse](name) }} is null
        {%- endset %}
        struct_pack(
            column_name := '{{ name }}',
            parsed_as := '{{ parse }}',
            n_rows := count(*) filter (where {{ unparsed }}),
            example := min(cast({{ name }} as varchar)) filter (where {{ unparsed }})
        ){{ ',' if not loop.last }}
        {%- endfor %}
    ]) as found
    from {{ source.location }}
) as counted
where found.n_rows > 0
{%- endmacro %}


{#- The columns of a delivered source that staging casts from text, with what they become. -#}
{% macro _parsed_columns(source) -%}
    {%- set columns = {} -%}
    {%- for column in source.node.columns.values() -%}
        {%- set meta = (column.config or {}).get('meta') or column.meta -%}
        {%- if meta.get('parse') and column.name | lower in source.columns -%}
            {%- do columns.update({column.name: meta.parse}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(columns) -}}
{%- endmacro %}
