with true_records as (
    select * from {{ ref('quality_true_records') }}
),

identities as (
    select * from {{ ref('link_person__identities') }}
),

pairs as (
    select * from {{ ref('link_person__pairs') }}
),

looked_at as (
    -- one row a profile and person; of more than half a million people only a part, by hash
    select profile_id, true_person_id, count(*) as n_records,
    from true_records
    where
        hash(true_person_id) % (
            select count(distinct true_person_id) // 500000 + 1 from true_records
        ) = 0
    group by profile_id, true_person_id
),

names as (
    -- a record is found by any of its names
    select identities.identity_id, looked_at.*,
    from looked_at
    inner join identities on looked_at.profile_id = identities.profile_id
),

reached as (
    -- one row a pair of profiles of one person that some rule brings together, either way round
    select distinct
        l.true_person_id,
        unnest([l.profile_id, r.profile_id]) as profile_id,
        unnest([r.profile_id, l.profile_id]) as other_profile_id,
        unnest([r.n_records, l.n_records]) as n_other_records,
    from pairs
    inner join names as l on pairs.identity_id_l = l.identity_id
    inner join names as r
        on
            pairs.identity_id_r = r.identity_id
            and l.true_person_id = r.true_person_id
),

others as (
    select true_person_id, profile_id, sum(n_other_records) as n_links,
    from reached
    group by true_person_id, profile_id
)

-- records of one profile have the same content, and need no rule
select
    looked_at.profile_id,
    looked_at.true_person_id,
    cast(looked_at.n_records - 1 + coalesce(others.n_links, 0) as bigint) as n_reached_links,
from looked_at
left join others
    on
        looked_at.profile_id = others.profile_id
        and looked_at.true_person_id = others.true_person_id
