-- Every pair is new with one rule, and what only a rule finds is new with it.
with rules as (
    select * from {{ ref('link_person__blocking_rules') }}
),

counted as (
    select
        (select coalesce(sum(n_pairs_new), 0) from rules) as n_new,
        (select count(*) from {{ ref('link_person__pairs') }}) as n_pairs,
)

select
    null as match_key,
    n_new,
    n_pairs,
from counted
where n_new <> n_pairs
union all
select
    match_key,
    n_pairs_new as n_new,
    n_pairs,
from rules
where
    n_pairs_only > n_pairs_new
    or n_pairs_new > n_pairs
    or n_matches_only > n_matches_new + 1e-6
    or n_matches_new > n_matches + 1e-6
    or share_of_matches > 1
