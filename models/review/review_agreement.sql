with decisions as (
    select item_id, reviewer, decision,
    from {{ ref('review_decisions') }}
    where queue = 'pairs'
),

judgements as (
    -- one row a pair that two reviewers decided on
    select
        l.reviewer as reviewer_l,
        r.reviewer as reviewer_r,
        l.decision as decision_l,
        r.decision as decision_r,
    from decisions as l
    inner join decisions as r on l.item_id = r.item_id and l.reviewer < r.reviewer
    union all
    -- all pairs of reviewers laid upon each other
    select
        'all' as reviewer_l,
        'all' as reviewer_r,
        l.decision as decision_l,
        r.decision as decision_r,
    from decisions as l
    inner join decisions as r on l.item_id = r.item_id and l.reviewer < r.reviewer
),

kappas as (
    {{ data_first.cohens_kappa('judgements', ['reviewer_l', 'reviewer_r']) | indent(4) }}
),

differing as (
    -- of the pairs on which both could tell
    select
        reviewer_l,
        reviewer_r,
        count(*) filter (where decision_l <> decision_r) / count(*) as share_differing,
    from judgements
    where decision_l <> 'cannot_tell' and decision_r <> 'cannot_tell'
    group by reviewer_l, reviewer_r
)

select
    kappas.*,
    -- two who err alike and independently differ in 2 e (1 - e) of the pairs
    case
        when differing.share_differing <= 0.5 then (1 - sqrt(1 - 2 * differing.share_differing)) / 2
    end as error_rate,
from kappas
left join differing using (reviewer_l, reviewer_r)
order by reviewer_l = 'all', reviewer_l, reviewer_r
