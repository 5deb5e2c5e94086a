-- Every stratum has as many pairs in the sample as it was given, and the queue has no gap.
with drawn as (
    select stratum_id, count(*) as n_drawn, max(n_sampled_pairs) as n_said,
    from {{ ref('review_pairs') }}
    group by stratum_id
),

queue as (
    select count(*) as n_pairs, coalesce(max(review_order), 0) as last_place,
    from {{ ref('review_pairs') }}
)

select strata.stratum_id, strata.n_sampled_pairs, drawn.n_drawn,
from {{ ref('review_strata') }} as strata
left join drawn using (stratum_id)
where
    strata.n_sampled_pairs <> coalesce(drawn.n_drawn, 0)
    or drawn.n_said <> drawn.n_drawn
union all
select 'the queue' as stratum_id, n_pairs as n_sampled_pairs, last_place as n_drawn,
from queue
where n_pairs <> last_place
