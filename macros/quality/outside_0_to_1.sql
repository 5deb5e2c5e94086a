{#- A select with the values of columns of shares that lie outside 0 to 1, one row a value. Null is
    allowed (there was nothing to divide by), not-a-number is not. -#}
{% macro outside_0_to_1(relation, columns) -%}
    {%- for column in columns %}
    select
        '{{ column }}' as column_name,
        cast({{ column }} as double) as bad_value,
    from {{ relation }}
    where not cast({{ column }} as double) between 0 and 1
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
