-- A higher threshold keeps fewer pairs and has no lower precision; shares are what their numbers
-- say.
with accuracy as (
    select
        *,
        lag(n_pairs) over (
            partition by pair_group order by match_probability
        ) as n_pairs_before,
        lag(expected_precision) over (
            partition by pair_group order by match_probability
        ) as precision_before,
    from {{ ref('link_person__expected_accuracy') }}
)

select *
from accuracy
where
    n_pairs > n_pairs_before
    or expected_precision < precision_before - 1e-9
    or expected_precision < match_probability - 1e-9
    or expected_precision > 1 + 1e-9
    or n_matches_below < -1e-6
    or n_matches_not_compared < 0
    or abs(
        n_matches_found
        - expected_recall * (n_matches_found + n_matches_below + n_matches_not_compared)
    ) > 1e-6 * (1 + n_matches_found)
