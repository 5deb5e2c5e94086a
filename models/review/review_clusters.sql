with suspicions as (
    select * from {{ ref('review_suspicions') }}
),

sizes as (
    select cluster_medium as cluster_id, count(*) as n_records,
    from {{ ref('link_person__record_clusters') }}
    group by cluster_medium
),

suspected as (
    select
        cluster_id,
        arg_max(reason, (points, reason)) as reason,
        {{ data_first.exact_sum('points') }} as points,
        string_agg(evidence, ' ' order by points desc, evidence) as evidence,
    from suspicions
    group by cluster_id
)

select
    suspected.cluster_id,
    row_number() over (
        order by suspected.points desc, sizes.n_records desc, suspected.cluster_id
    ) as review_order,
    suspected.reason,
    sizes.n_records,
    suspected.evidence,
    suspected.points,
from suspected
inner join sizes using (cluster_id)
qualify review_order <= {{ var('review_clusters') }}
order by review_order
