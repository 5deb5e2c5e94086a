-- The share is what was found of what was found and missed; the pairs of sources make the whole.
with recall as (
    select * from {{ ref('link_person__blocking_recall') }}
),

totals as (
    select
        coalesce(sum(n_matches_found) filter (where pair_group = 0), 0) as n_found,
        coalesce(sum(n_matches_found) filter (where pair_group > 0), 0) as n_found_by_group,
    from recall
)

select
    pair_group,
    blocking_recall,
    n_matches_found,
    n_matches_missed,
from recall
where
    blocking_recall not between 0 and 1
    or abs(
        n_matches_found - blocking_recall * (n_matches_found + coalesce(n_matches_missed, 0))
    ) > 1e-6 * (1 + n_matches_found)
    or (blocking_recall is null and n_matches_found > 0)
union all
select
    null as pair_group,
    null as blocking_recall,
    n_found as n_matches_found,
    n_found_by_group as n_matches_missed,
from totals
where abs(n_found - n_found_by_group) > 1e-6 * (1 + n_found)
