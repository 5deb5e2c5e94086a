{#- How many pairs of each stratum are reviewed: stratum_id, n_stratum_pairs, n_sampled_pairs;
    together `n_pairs`, or all pairs where there are fewer.

    Every stratum gets `least_pairs` (all, where it has fewer). The rest goes by the root of its
    record pairs times the standard deviation of a match in it, sqrt(p (1 - p)): Neyman (1934), with
    the root of the size in place of the size (a power allocation, Bankier 1988), so that small
    strata near a threshold are not starved. p, the model's own mean posterior, is held between
    `least_share` and one less that: a stratum of which the model is sure must be looked at too.
    Bands next to a threshold count `emphasis` times.

    Places are given one by one, each to the stratum with the largest claim for its next one
    (divisors of Webster and Sainte-Lague), so that a stratum never loses a place when n_pairs
    grows. -#}
{% macro review_allocation(strata, n_pairs, least_pairs=2, least_share=0.01, emphasis=2) %}
with review__claims as (
    select
        stratum_id,
        n_stratum_pairs,
        sqrt(n_stratum_record_pairs)
            * sqrt(p * (1 - p))
            * case when is_near_threshold then {{ emphasis }} else 1 end as claim,
    from (
        select
            *,
            least(
                greatest(mean_match_probability, {{ least_share }}), 1 - {{ least_share }}
            ) as p,
        from {{ strata }}
    ) as strata
),

review__places as (
    -- one row a place that a stratum could have
    select
        stratum_id,
        n_stratum_pairs,
        claim,
        unnest(generate_series(1, least(n_stratum_pairs, {{ n_pairs }}))) as place,
    from review__claims
),

review__given as (
    select stratum_id, n_stratum_pairs,
    from review__places
    order by
        case when place <= {{ least_pairs }} then place / 1e9 else (place - 0.5) / claim end,
        claim desc,
        stratum_id
    limit {{ n_pairs }}
)

select stratum_id, n_stratum_pairs, count(*) as n_sampled_pairs,
from review__given
group by stratum_id, n_stratum_pairs
{% endmacro %}
