{#- What group_rates() needs to know of the groups of each dimension: sums, sums of squares and of
    products over units, one row a dimension, group and measure.

    `patterns` has dimension and the columns of unit_patterns(). y and x are a unit's sums above
    and below within the group, ry and rx those of its records elsewhere. All are whole numbers,
    so that the sums are the same in any order. -#}
{% macro group_moments(patterns, measures) -%}
{%- set products = [
    'y', 'x', 'y * y', 'y * x', 'x * x', 'y * ry', 'y * rx', 'x * ry', 'x * rx',
] -%}
with quality__parts as (
    select
        dimension,
        group_name,
        n_units,
        {%- for measure in measures %}
        {%- set n = loop.index %}
        {%- for rest, prefix in [('', ''), ('r', 'rest_')] %}
        {%- set plus = ' + ' ~ prefix %}
        cast({{ prefix }}{{ measure.above | join(plus) }} as hugeint) as {{ rest }}y{{ n }},
        {{ measure.unit }} * cast({{ prefix }}{{ measure.below | join(plus) }} as hugeint)
            as {{ rest }}x{{ n }},
        {%- endfor %}
        {%- endfor %}
    from {{ patterns }}
),

quality__sums as (
    select
        dimension,
        group_name,
        sum(n_units) as n_units,
        {%- for measure in measures %}
        {%- set n = loop.index %}
        {%- for product in products %}
        {%- set columns = product.split(' * ') %}
        sum(n_units * {{ columns | join(n ~ ' * ') }}{{ n }})
            as {{ columns | join('') }}{{ n }},
        {%- endfor %}
        {%- endfor %}
    from quality__parts
    group by dimension, group_name
)

{% for measure in measures -%}
{%- set n = loop.index -%}
select
    groups.dimension,
    groups.group_name,
    '{{ measure.name }}' as measure,
    '{{ measure.of }}' as counted_of,
    {{ measure.unit }} as unit,
    {{ measure.is_better_high }} as is_better_high,
    groups.n_units,
    groups.y{{ n }} as above,
    groups.x{{ n }} as below,
    whole.y{{ n }} - groups.y{{ n }} as rest_above,
    whole.x{{ n }} - groups.x{{ n }} as rest_below,
    groups.yy{{ n }} as yy,
    groups.yx{{ n }} as yx,
    groups.xx{{ n }} as xx,
    -- of all units, those without records in the group among them
    whole.yy{{ n }} - groups.yy{{ n }} - 2 * groups.yry{{ n }} as rest_yy,
    whole.yx{{ n }} - groups.yx{{ n }} - groups.yrx{{ n }} - groups.xry{{ n }} as rest_yx,
    whole.xx{{ n }} - groups.xx{{ n }} - 2 * groups.xrx{{ n }} as rest_xx,
    groups.yry{{ n }} as y_rest_y,
    groups.yrx{{ n }} as y_rest_x,
    groups.xry{{ n }} as x_rest_y,
    groups.xrx{{ n }} as x_rest_x,
from quality__sums as groups
inner join quality__sums as whole
    on groups.dimension = whole.dimension and whole.group_name is null
where groups.group_name is not null
{{ 'union all' if not loop.last }}
{% endfor %}
{%- endmacro %}
