-- A mean over pairs is only a mean if no pair is missing: n (n - 1) / 2 a component, none twice.
with expected as (
    select distinct component_id, n_nodes * (n_nodes - 1) // 2 as n_expected
    from {{ ref('link_person__components') }}
),

counted as (
    select
        l.component_id,
        count(*) as n_rows,
        count(distinct row(pairs.node_l, pairs.node_r)) as n_pairs,
        count(*) filter (
            where l.component_id <> r.component_id or pairs.node_l >= pairs.node_r
        ) as n_wrong,
    from {{ ref('link_person__component_pairs') }} as pairs
    left join {{ ref('link_person__components') }} as l on pairs.node_l = l.node_id
    left join {{ ref('link_person__components') }} as r on pairs.node_r = r.node_id
    group by l.component_id
)

select *
from expected
full join counted on expected.component_id = counted.component_id
where
    coalesce(counted.n_rows, 0) <> expected.n_expected
    or coalesce(counted.n_pairs, 0) <> expected.n_expected
    or coalesce(counted.n_wrong, 0) > 0
    or expected.component_id is null
