{#- Units of one dimension that are alike, counted: a select with group_name, n_units, every column
    and `rest_<column>`, the unit's sum in the group and in its records elsewhere. Rows without a
    group_name have whole units, for all records together. Most units have no error and few records,
    so that there are far fewer rows than units.

    `people` has group_name, unit_id and the columns, whole numbers that are added up. -#}
{% macro unit_patterns(people, columns) -%}
with quality__units as (
    -- one row a group and unit
    select
        group_name,
        unit_id,
        {%- for column in columns %}
        cast(sum({{ column }}) as bigint) as {{ column }},
        {%- endfor %}
    from {{ people }}
    group by group_name, unit_id
),

quality__totals as (
    select
        unit_id,
        {%- for column in columns %}
        cast(sum({{ column }}) as bigint) as {{ column }},
        {%- endfor %}
    from quality__units
    group by unit_id
)

select
    units.group_name,
    {%- for column in columns %}
    units.{{ column }},
    totals.{{ column }} - units.{{ column }} as rest_{{ column }},
    {%- endfor %}
    count(*) as n_units,
from quality__units as units
inner join quality__totals as totals using (unit_id)
group by all
union all
select
    cast(null as varchar) as group_name,
    {%- for column in columns %}
    {{ column }},
    0 as rest_{{ column }},
    {%- endfor %}
    count(*) as n_units,
from quality__totals
group by all
{%- endmacro %}
