{#- The columns of the table that the running test is attached to which hold codes: a list of
    (column, code list). Stops where a list is no seed, and where there is none to check. -#}
{% macro code_sets() -%}
    {%- set table = graph.nodes[model.attached_node] -%}
    {%- set coded = [] -%}
    {%- for column in table.columns.values() -%}
        {%- set code_set = data_first.column_meta(column).get('code_set') -%}
        {%- if code_set -%}
            {%- do data_first.check_code_set(code_set, table.name ~ '.' ~ column.name) -%}
            {%- do coded.append((column.name, code_set)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not coded -%}
        {%- do exceptions.raise_compiler_error(
            'No column of ' ~ table.name ~ ' names a code list, so that codes_are_listed has'
            ~ ' nothing to check; give one in config: {meta: {code_set: ...}}, or remove the test.'
        ) -%}
    {%- endif -%}
    {{- return(coded) -}}
{%- endmacro %}
