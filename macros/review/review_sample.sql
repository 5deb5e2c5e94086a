{#- The pairs to review: the first of each stratum in the order of permanent random numbers (Ohlsson
    1995), which are the MD5 of a pair's key and the seed. A pair keeps its number from build to
    build, so that a larger sample keeps the smaller one's pairs, and a rebuild those that are still
    there. A simple random sample of fixed size in each stratum.

    `frame` has one row a pair, with stratum_id and pair_key; `allocation` is what
    review_allocation() selects. Adds pair_id, n_stratum_pairs, n_sampled_pairs,
    inclusion_probability (n_sampled_pairs / n_stratum_pairs) and review_order, in which strata take
    turns: each first part of it holds the first pairs of every stratum, in the proportions of the
    whole. -#}
{% macro review_sample(frame, allocation, seed) %}
with review__numbered as (
    select *, md5_number_lower(concat(pair_key, '|', {{ seed }})) as random_number,
    from {{ frame }}
),

review__drawn as (
    select
        numbered.*,
        allocation.n_stratum_pairs,
        allocation.n_sampled_pairs,
        row_number() over (
            partition by numbered.stratum_id
            order by numbered.random_number, numbered.pair_key
        ) as place,
    from review__numbered as numbered
    inner join {{ allocation }} as allocation using (stratum_id)
    -- pairs that cannot be among the first are not sorted: with this many expected below the limit,
    -- eight standard deviations more than are wanted, none is missed
    where
        cast(numbered.random_number as double) / 18446744073709551616
        <= (allocation.n_sampled_pairs + 8 * sqrt(allocation.n_sampled_pairs) + 64)
        / allocation.n_stratum_pairs
    qualify place <= allocation.n_sampled_pairs
)

select
    * exclude (random_number, place),
    md5(pair_key) as pair_id,
    n_sampled_pairs / n_stratum_pairs as inclusion_probability,
    row_number() over (
        order by (place - 0.5) / n_sampled_pairs, random_number, pair_key
    ) as review_order,
from review__drawn
{% endmacro %}
