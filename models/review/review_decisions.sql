with decision_rows as (
    select * from {{ ref('review_decision_rows') }}
    where rejected_column is null
),

taken_back as (
    -- a whole item at once; one that names its record is the latest of that record
    select queue, item_id, reviewer, max(decided_at) as taken_back_at,
    from decision_rows
    where decision = 'undone' and (queue = 'pairs' or record_id_l is null)
    group by queue, item_id, reviewer
),

keyed as (
    -- of a cluster or person each record is decided on by itself
    select *, case when queue <> 'pairs' then coalesce(record_id_l, -1) end as record_id,
    from decision_rows
),

latest as (
    -- one row a reviewer, item and, of a cluster, record
    select *, count(*) over (partition by queue, item_id, reviewer, record_id) as n_decisions,
    from keyed
    qualify row_number() over (
        partition by queue, item_id, reviewer, record_id
        order by decided_at desc, decision = 'undone' desc, decision, file_name
    ) = 1
)

select
    latest.queue,
    latest.item_id,
    latest.reviewer,
    latest.decided_at,
    latest.source_dataset_l,
    latest.record_key_l,
    latest.source_dataset_r,
    latest.record_key_r,
    latest.record_id_l,
    latest.record_id_r,
    latest.decision,
    latest.note,
    latest.n_decisions,
    latest.file_name,
from latest
left join taken_back using (queue, item_id, reviewer)
where
    latest.decision <> 'undone'
    and (taken_back.taken_back_at is null or latest.decided_at > taken_back.taken_back_at)
order by latest.queue, latest.item_id, latest.reviewer, latest.record_id_l
