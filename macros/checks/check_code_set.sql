{#- Stops where a column names a code list that is no seed of this project. -#}
{% macro check_code_set(code_set, column) -%}
    {%- if ('seed.data_first.' ~ code_set) not in graph.nodes -%}
        {%- do exceptions.raise_compiler_error(
            'Column ' ~ column ~ ' names the code list ' ~ code_set ~ ', which is no seed under'
            ~ ' seeds/reference; add the list, or mend `code_set` in the column\'s yml.'
        ) -%}
    {%- endif -%}
{%- endmacro %}
