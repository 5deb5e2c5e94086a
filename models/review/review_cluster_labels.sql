with decisions as (
    select item_id, reviewer, record_id_l as record_id, decision, decided_at,
    from {{ ref('review_decisions') }}
    where queue = 'clusters' and record_id_l is not null
),

members as (
    select sample.cluster_id, sample.stratum, sample.n_records, clusters.record_id,
    from {{ ref('review_clusters') }} as sample
    inner join {{ ref('link_person__record_clusters') }} as clusters
        on sample.cluster_id = clusters.cluster_medium
),

people as (
    -- one row a cluster as it is now, labelling of it, and person (letter)
    select
        members.cluster_id,
        members.stratum,
        members.n_records,
        decisions.item_id,
        decisions.reviewer,
        decisions.decision,
        count(*) as n_person,
        max(decisions.decided_at) as decided_at,
    from members
    inner join decisions using (record_id)
    group by all
),

labellings as (
    select
        cluster_id,
        stratum,
        n_records,
        item_id,
        reviewer,
        bool_or(decision = 'cannot_tell') as is_untold,
        count(*) as n_people,
        cast(sum(n_person) as bigint) as n_decided,
        cast(sum(n_person * n_person) as bigint) as n_person_squares,
        max(decided_at) as decided_at,
    from people
    group by all
)

-- one row a cluster that somebody labelled whole; where several did, the latest who could tell
select
    cluster_id,
    stratum,
    n_records,
    reviewer,
    not is_untold as is_told,
    case when is_told then n_people end as n_people,
    n_records * (n_records - 1) // 2 as n_pairs,
    case when is_told then (n_person_squares - n_records) // 2 end as n_right_pairs,
    case when is_told then n_person_squares end as n_person_squares,
from labellings
where n_decided = n_records
qualify
    row_number() over (
        partition by cluster_id
        order by is_untold, decided_at desc, reviewer, item_id
    ) = 1
order by cluster_id
