with decided_pairs as (
    select * from {{ ref('review_decided_pairs') }}
),

cluster_decisions as (
    select * from {{ ref('review_decisions') }}
    where queue <> 'pairs' and decision <> 'cannot_tell'
),

records as (
    select record_id, source_dataset, record_key, from {{ ref('people_records') }}
),

cluster_pairs as (
    -- records of one letter are one person; letters of two reviewers say nothing of each other
    select
        l.item_id,
        if(any_value(l.queue) = 'people', 'person', 'cluster') as reviewed,
        l.record_id_l,
        r.record_id_l as record_id_r,
        count(*) filter (where l.decision = r.decision) as n_match,
        count(*) filter (where l.decision <> r.decision) as n_not_match,
        string_agg(l.reviewer, ', ' order by l.reviewer) as reviewers,
        max(greatest(l.decided_at, r.decided_at)) as last_decided_at,
    from cluster_decisions as l
    inner join cluster_decisions as r
        on
            l.item_id = r.item_id
            and l.reviewer = r.reviewer
            and l.record_id_l < r.record_id_l
    group by l.item_id, l.record_id_l, r.record_id_l
    having n_match <> n_not_match
),

firsts as (
    -- the first record of every person of a cluster
    select item_id, record_id_r as record_id, min(record_id_l) as first_record_id,
    from cluster_pairs
    where n_match > n_not_match
    group by item_id, record_id_r
),

decided as (
    select record_id_l, record_id_r, decision, reviewers, last_decided_at, 'pair' as reviewed,
    from decided_pairs
    where decision <> 'cannot_tell'
    union all
    -- a person's records are tied to the first of them, and first records kept apart
    select
        pairs.record_id_l,
        pairs.record_id_r,
        case when pairs.n_match > pairs.n_not_match then 'match' else 'not_match' end as decision,
        pairs.reviewers,
        pairs.last_decided_at,
        pairs.reviewed,
    from cluster_pairs as pairs
    left join firsts as l on pairs.item_id = l.item_id and pairs.record_id_l = l.record_id
    left join firsts as r on pairs.item_id = r.item_id and pairs.record_id_r = r.record_id
    where
        l.record_id is null
        and (r.record_id is null or pairs.n_match > pairs.n_not_match)
)

select
    l.source_dataset as source_dataset_l,
    l.record_key as record_key_l,
    r.source_dataset as source_dataset_r,
    r.record_key as record_key_r,
    case when decided.decision = 'match' then 'must_link' else 'cannot_link' end as decision,
    decided.reviewers as author,
    'clerical review of a ' || decided.reviewed as reason,
    cast(decided.last_decided_at as date) as decided_on,
from decided
inner join records as l on decided.record_id_l = l.record_id
inner join records as r on decided.record_id_r = r.record_id
order by all
