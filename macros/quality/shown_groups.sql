{#- Which groups are shown as they are, one row a group: dimension, group_name, shown_name,
    n_people, n_records, is_suppressed. A group of fewer than `least_people` people, or with fewer
    true links than that, is merged with the others of its dimension under `small groups`; what is
    still too small then is suppressed.

    `relations` have dimension, group_name, true_person_id, n_records and n_true_links, one row a
    group and person. -#}
{% macro shown_groups(relations, least_people=10) -%}
with quality__sizes as materialized (
    {%- for relation in relations %}
    select
        dimension,
        group_name,
        count(*) as n_people,
        sum(n_records) as n_records,
        sum(n_true_links) as n_true_links,
    from {{ relation }}
    group by dimension, group_name
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

quality__named as (
    select
        *,
        n_people < {{ least_people }} or n_true_links < {{ least_people }} as is_small,
        if(is_small, 'small groups', group_name) as shown_name,
    from quality__sizes
),

quality__merged as (
    -- a person may have records in several small groups
    {%- for relation in relations %}
    select dimension, count(distinct true_person_id) as n_people,
    from {{ relation }}
    inner join quality__named as named using (dimension, group_name)
    where named.is_small
    group by dimension
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    named.dimension,
    named.group_name,
    named.shown_name,
    if(named.is_small, merged.n_people, named.n_people) as n_people,
    cast(sum(named.n_records) over shown as bigint) as n_records,
    if(named.is_small, merged.n_people, named.n_people) < {{ least_people }}
    or sum(named.n_true_links) over shown < {{ least_people }} as is_suppressed,
from quality__named as named
left join quality__merged as merged using (dimension)
window shown as (partition by named.dimension, named.shown_name)
{%- endmacro %}
