with frame as (
    select * from {{ ref('review_cluster_frame') }}
    where is_sampled
),

turns as (
    -- the suspicious and those drawn by chance take turns, so that a reviewer who stops has both
    select
        *,
        stratum <> 'suspicious' as is_by_chance,
        row_number() over (
            partition by stratum <> 'suspicious'
            order by stratum_place, stratum
        ) as own_place,
    from frame
)

select
    cluster_id,
    row_number() over (order by own_place, is_by_chance) as review_order,
    coalesce(reason, 'drawn by chance') as reason,
    n_records,
    coalesce(evidence, format('Drawn by chance from the clusters of {}.', stratum)) as evidence,
    points,
    stratum,
    n_stratum_clusters,
    n_sampled_clusters / n_stratum_clusters as inclusion_probability,
from turns
order by review_order
