with groups as (
    select * from {{ ref('quality_record_groups') }}
),

nodes as (
    select * from {{ ref('link_person__nodes') }}
),

weights as (
    select * from {{ ref('link_person__profile_weights') }}
),

counted as (
    select
        groups.dimension,
        groups.group_name,
        count(*) as n_group_records,
        count(*) filter (where weights.is_unlinkable) as n_group_unlinkable,
    from groups
    inner join nodes on groups.record_id = nodes.record_id
    inner join weights on nodes.profile_id = weights.profile_id
    group by groups.dimension, groups.group_name
),

named as (
    -- groups of fewer than ten records are counted together
    select
        dimension,
        if(n_group_records < 10, 'small groups', group_name) as group_name,
        sum(n_group_records) as n_group_records,
        sum(n_group_unlinkable) as n_group_unlinkable,
    from counted
    group by all
)

select
    dimension,
    group_name,
    case when n_group_records >= 10 then cast(n_group_records as bigint) end as n_records,
    case when n_group_records >= 10 then cast(n_group_unlinkable as bigint) end as n_unlinkable,
    n_unlinkable / n_records as share_unlinkable,
    (sum(n_group_unlinkable) over dimensions - n_unlinkable)
    / nullif(sum(n_group_records) over dimensions - n_records, 0) as share_of_rest,
    share_unlinkable - share_of_rest as difference,
    n_group_records < 10 as is_suppressed,
from named
window dimensions as (partition by dimension)
order by dimension, group_name
