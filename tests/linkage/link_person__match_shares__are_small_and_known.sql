-- Every pair of sources has a prior, and it is a probability of at most one in two.
select
    pair_groups.pair_group,
    match_shares.probability_two_random_records_match,
from {{ ref('link_person__pair_groups') }} as pair_groups
left join {{ ref('link_person__match_shares') }} as match_shares
    on pair_groups.pair_group = match_shares.pair_group
where
    not coalesce(
        match_shares.probability_two_random_records_match > 0
        and match_shares.probability_two_random_records_match <= 0.5,
        false
    )
