{#- A select with how many records changed person from one release to another, one row a level and
    source, and one for `all` sources: level, source_dataset, n_records, n_changed, share_changed,
    n_people_split, n_people_merged.

    `earlier` and `later` are relations of one row a record: record (the same in both),
    source_dataset, cluster_high, cluster_medium, cluster_low. Only records that are in both count.
    A record's person changed when the set of the other records that it is with is another: when its
    earlier person is now in several people, or its later person was. No pair is made, and records
    that are together in every clustering are counted together. -#}
{% macro people_churn(earlier, later) %}
{%- set levels = ['high', 'medium', 'low'] -%}
with churn__groups as materialized (
    select
        later.source_dataset,
        {%- for level in levels %}
        earlier.cluster_{{ level }} as earlier_{{ level }},
        later.cluster_{{ level }} as later_{{ level }},
        {%- endfor %}
        count(*) as n_records
    from {{ earlier }} as earlier
    inner join {{ later }} as later on earlier.record = later.record
    group by all
)
{%- for level in levels %},

-- people whose records are with several people on the other side
{%- for side, other in [('earlier', 'later'), ('later', 'earlier')] %}
churn__{{ side }}_{{ level }} as (
    select {{ side }}_{{ level }} as person
    from churn__groups
    group by {{ side }}_{{ level }}
    having min({{ other }}_{{ level }}) <> max({{ other }}_{{ level }})
){{ ',' if not loop.last }}
{%- endfor %}
{%- endfor %}

{% for level in levels %}
select
    '{{ level }}' as level,
    coalesce(churn__groups.source_dataset, 'all') as source_dataset,
    cast(sum(n_records) as bigint) as n_records,
    cast(
        coalesce(
            sum(n_records) filter (where split.person is not null or merged.person is not null), 0
        ) as bigint
    ) as n_changed,
    coalesce(
        sum(n_records) filter (where split.person is not null or merged.person is not null), 0
    ) / sum(n_records) as share_changed,
    count(distinct split.person) as n_people_split,
    count(distinct merged.person) as n_people_merged
from churn__groups
left join churn__earlier_{{ level }} as split
    on churn__groups.earlier_{{ level }} = split.person
left join churn__later_{{ level }} as merged
    on churn__groups.later_{{ level }} = merged.person
group by grouping sets ((), (churn__groups.source_dataset))
having count(*) > 0
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- endmacro %}
