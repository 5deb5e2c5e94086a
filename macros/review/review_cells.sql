{#- The strata of the review: band of match weight, pair of sources, sexes. One row a cell of these:
    band, pair_group, sexes, stratum_id, and stratum_pair_group and stratum_sexes, null where
    several went together.

    A stratum holds at least `least_share` of its band's pairs and `least_pairs` pairs. What is
    smaller goes together over the sexes of its pair of sources, and what is then still too small
    over all pairs of sources of its band. Strata do not depend on the size of the sample, so that a
    larger one adds to a smaller one. -#}
{% macro review_cells(frame, least_share=0.08, least_pairs=50) %}
with review__cells as (
    select
        band,
        pair_group,
        sexes,
        count(*) as n_pairs,
        sum(count(*)) over (partition by band) as n_band_pairs,
        count(*) >= greatest({{ least_share }} * n_band_pairs, {{ least_pairs }}) as stands_alone,
    from {{ frame }}
    group by band, pair_group, sexes
),

review__rests as (
    -- what is left of a pair of sources
    select
        *,
        sum(n_pairs) over (partition by band, pair_group, stands_alone)
            >= greatest({{ least_share }} * n_band_pairs, {{ least_pairs }}) as stands_by_sources,
    from review__cells
)

select
    band,
    pair_group,
    sexes,
    case when stands_alone or stands_by_sources then pair_group end as stratum_pair_group,
    case when stands_alone then sexes end as stratum_sexes,
    concat_ws('|', band, coalesce(cast(stratum_pair_group as varchar), '*'),
        coalesce(stratum_sexes, '*')) as stratum_id,
from review__rests
{% endmacro %}
