{#- The probability that two random records of a pair of sources match: pair_group, sources,
    n_all_pairs, probability_two_random_records_match, prior_match_weight (bits). -#}
{% macro match_shares(settings, history, all_pairs) %}
with link__last_round as (
    select * from {{ history }}
    where parameter = 'match_share' and iteration = -2
)

select
    all_pairs.pair_group,
    all_pairs.source_dataset_l,
    all_pairs.source_dataset_r,
    all_pairs.n_all_pairs,
    greatest(link__last_round.value, 1e-15) as probability_two_random_records_match,
    log2(greatest(link__last_round.value, 1e-15) / (1 - greatest(link__last_round.value, 1e-15)))
        as prior_match_weight,
from {{ all_pairs }} as all_pairs
inner join link__last_round using (pair_group)
order by all_pairs.pair_group
{% endmacro %}
