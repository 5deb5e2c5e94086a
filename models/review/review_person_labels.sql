with people as (
    select * from {{ ref('review_people') }}
),

decisions as (
    -- letters of two reviewers say nothing of each other
    select item_id, reviewer, record_id_l as record_id, decision, decided_at,
    from {{ ref('review_decisions') }}
    where queue = 'people' and record_id_l is not null
),

clusters as (
    select record_id, cluster_medium as cluster_id,
    from {{ ref('link_person__record_clusters') }}
),

cluster_sizes as (
    select cluster_id, count(*) as n_records, from clusters group by cluster_id
),

own_letters as (
    select people.*, decisions.reviewer, decisions.decision as letter,
    from people
    inner join decisions using (item_id, record_id)
),

judged as (
    -- one row a person drawn and reviewer: where the records with the drawn one's letter are now
    select
        own.item_id,
        own.reviewer,
        own.stratum,
        own.n_stratum_records,
        bool_or(decisions.decision = 'cannot_tell') as is_untold,
        count(*) filter (where clusters.cluster_id = own.cluster_id) as n_decided,
        list(decisions.record_id order by decisions.record_id) filter (
            where decisions.decision = own.letter
        ) as person_record_ids,
        count(distinct clusters.cluster_id) filter (
            where decisions.decision = own.letter
        ) as n_clusters,
        count(*) filter (
            where decisions.decision = own.letter and clusters.cluster_id <> own.cluster_id
        ) as n_lacking,
        count(*) filter (
            where decisions.decision <> own.letter and clusters.cluster_id = own.cluster_id
        ) as n_strangers,
        max(decisions.decided_at) as decided_at,
        any_value(sizes.n_records) as n_cluster_records,
    from own_letters as own
    inner join decisions using (item_id, reviewer)
    inner join clusters on decisions.record_id = clusters.record_id
    inner join cluster_sizes as sizes on own.cluster_id = sizes.cluster_id
    group by own.item_id, own.reviewer, own.stratum, own.n_stratum_records
),

whole as (
    -- one row a person drawn whose whole cluster somebody judged; where several did, the latest who
    -- could tell
    select *
    from judged
    where n_decided = n_cluster_records
    qualify row_number() over (
        partition by item_id order by is_untold, decided_at desc, reviewer
    ) = 1
),

alone as (
    -- nothing is together with the record drawn, and nothing near: there is nothing to ask
    select
        item_id,
        any_value(people.stratum) as stratum,
        any_value(people.n_stratum_records) as n_stratum_records,
        list(near.record_id) as person_record_ids,
    from people
    inner join {{ ref('review_near_records') }} as near using (item_id)
    group by item_id
    having count(*) = 1
)

select
    item_id,
    stratum,
    n_stratum_records,
    reviewer,
    not is_untold as is_told,
    case when is_told then person_record_ids end as person_record_ids,
    case when is_told then len(person_record_ids) end as n_records,
    case when is_told then n_clusters end as n_clusters,
    case when is_told then n_lacking end as n_lacking,
    case when is_told then n_strangers end as n_strangers,
from whole
anti join alone using (item_id)
union all
select item_id, stratum, n_stratum_records, null, true, person_record_ids, 1, 1, 0, 0,
from alone
order by item_id
