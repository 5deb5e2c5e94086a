{#- A select with the codes of a source that the code list of their column does not have: source,
    table, column, code list, code, rows. The columns are those that the source declares with
    `code_set`, the name of a list under seeds/reference; a code is known where any column of the
    list has it. Takes one of delivered_sources(); `code_lists` is a relation of code_list_values().
    Numbers are compared as numbers: 01 is 1. -#}
{% macro unknown_codes(source, code_lists='code_lists') -%}
    {%- for name, code_set in data_first._coded_columns(source).items() %}
select
    '{{ source.node.source_name }}' as source_name,
    '{{ source.node.name }}' as table_name,
    '{{ name }}' as column_name,
    '{{ code_set }}' as code_set,
    recorded.code,
    recorded.n_rows,
from (
    select
        {{ data_first.blank_to_null(name) }} as code,
        count(*) as n_rows,
    from {{ source.location }}
    group by code
) as recorded
anti join {{ code_lists }} as code_lists
    on
        code_lists.list_name = '{{ code_set }}'
        and {{ data_first.code_key('recorded.code') }} = code_lists.code_key
where recorded.code is not null
{{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{#- The columns of a delivered source that hold codes, with the list of each. Stops where a list is
    no seed. -#}
{% macro _coded_columns(source) -%}
    {%- set columns = {} -%}
    {%- for column in source.node.columns.values() -%}
        {%- set code_set = data_first.column_meta(column).get('code_set') -%}
        {%- if code_set and column.name | lower in source.columns -%}
            {%- do data_first.check_code_set(
                code_set, source.node.source_name ~ '.' ~ source.node.name ~ '.' ~ column.name
            ) -%}
            {%- do columns.update({column.name: code_set}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(columns) -}}
{%- endmacro %}
