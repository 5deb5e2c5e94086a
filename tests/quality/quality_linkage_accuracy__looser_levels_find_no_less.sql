-- Clusters are nested from low to high, so a looser level keeps the pairs of a stricter one.
with accuracy as (
    select * from {{ ref('quality_linkage_accuracy') }}
)

select
    strict.*,
    loose.n_found_pairs as n_found_pairs_of_looser,
from accuracy as strict
inner join accuracy as loose
    on
        strict.scope = loose.scope
        and strict.source_dataset = loose.source_dataset
        and strict.method = loose.method
        and strict.least_match_probability > loose.least_match_probability
where
    strict.n_found_pairs > loose.n_found_pairs
    or strict.n_right_pairs > loose.n_right_pairs
    or strict.n_estimated_people < loose.n_estimated_people
