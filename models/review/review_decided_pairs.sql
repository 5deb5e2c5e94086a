with decisions as (
    select * from {{ ref('review_decisions') }}
    where queue = 'pairs'
),

counted as (
    select
        item_id as pair_id,
        least(record_id_l, record_id_r) as record_id_l,
        greatest(record_id_l, record_id_r) as record_id_r,
        count(*) as n_reviewers,
        count(distinct decision) > 1 as is_disputed,
        string_agg(reviewer, ', ' order by reviewer) as reviewers,
        max(decided_at) as last_decided_at,
        {% for decision in ['match', 'not_match', 'cannot_tell'] %}
        count(*) filter (where decision = '{{ decision }}') as n_{{ decision }},
        {% endfor %}
    from decisions
    group by pair_id, least(record_id_l, record_id_r), greatest(record_id_l, record_id_r)
)

select
    *,
    -- what most say; where no one decision has most, nobody can tell
    case
        when n_match > n_not_match and n_match > n_cannot_tell then 'match'
        when n_not_match > n_match and n_not_match > n_cannot_tell then 'not_match'
        else 'cannot_tell'
    end as decision,
from counted
order by pair_id
