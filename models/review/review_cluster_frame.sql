with suspicions as (
    select * from {{ ref('review_suspicions') }}
),

clusters as (
    -- a record by itself is linked to nobody
    select cluster_medium as cluster_id, count(*) as n_records,
    from {{ ref('link_person__record_clusters') }}
    group by cluster_medium
    having count(*) > 1
),

suspected as (
    select
        cluster_id,
        arg_max(reason, (points, reason)) as reason,
        {{ data_first.exact_sum('points') }} as points,
        string_agg(evidence, ' ' order by points desc, evidence) as evidence,
    from suspicions
    group by cluster_id
),

most_suspected as (
    select
        suspected.*,
        row_number() over (
            order by suspected.points desc, clusters.n_records desc, suspected.cluster_id
        ) as place,
    from suspected
    inner join clusters using (cluster_id)
    qualify place <= {{ var('review_clusters') }}
),

strata as (
    select
        clusters.cluster_id,
        clusters.n_records,
        case
            when most_suspected.place is not null then 'suspicious'
            when clusters.n_records = 2 then '2 records'
            when clusters.n_records <= 5 then '3 to 5 records'
            when clusters.n_records <= 10 then '6 to 10 records'
            else 'more than 10 records'
        end as stratum,
        most_suspected.reason,
        most_suspected.evidence,
        most_suspected.points,
        -- the same for a cluster's first record in every build, so that a later sample keeps it
        coalesce(
            cast(most_suspected.place as double),
            {{ data_first.hashed_uniform(
                "records.source_dataset || '|' || records.record_key || '|"
                ~ var('review_seed') ~ "|cluster'"
            ) }}
        ) as turn,
    from clusters
    inner join {{ ref('people_records') }} as records on clusters.cluster_id = records.record_id
    left join most_suspected on clusters.cluster_id = most_suspected.cluster_id
),

placed as (
    select
        *,
        count(*) over (partition by stratum) as n_stratum_clusters,
        row_number() over (partition by stratum order by turn, cluster_id) as stratum_place,
    from strata
)

select
    *,
    case
        when stratum = 'suspicious' then n_stratum_clusters
        else least(n_stratum_clusters, ceil({{ var('review_random_clusters') }} / 4))
    end as n_sampled_clusters,
    stratum_place <= n_sampled_clusters as is_sampled,
from placed
