{#- A condition: `column` lies in range i (0, 1, …) of the n into which ids up to `largest` are cut. The
    first has no lower end and the last no upper one, so that every id is in one. -#}
{% macro _id_range(column, largest, i, n) -%}
    {%- set ends = [] -%}
    {%- if i > 0 -%}
        {%- do ends.append(column ~ ' > ' ~ largest ~ ' * ' ~ i ~ ' // ' ~ n) -%}
    {%- endif -%}
    {%- if i < n - 1 -%}
        {%- do ends.append(column ~ ' <= ' ~ largest ~ ' * ' ~ (i + 1) ~ ' // ' ~ n) -%}
    {%- endif -%}
    {{ ends | join(' and ') }}
{%- endmacro %}
