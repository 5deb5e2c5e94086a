{%- set cuts = data_first.review_cuts(data_first.person_linkage_settings()) -%}

with frame as (
    select * from {{ ref('review_frame') }}
),

cells as (
    select * from {{ ref('review_cells') }}
),

pair_groups as (
    select * from {{ ref('link_person__pair_groups') }}
),

sized as (
    select
        cells.stratum_id,
        cells.band,
        any_value(cells.stratum_pair_group) as pair_group,
        any_value(cells.stratum_sexes) as sexes,
        count(*) as n_stratum_pairs,
        cast(sum(frame.n_record_pairs) as bigint) as n_stratum_record_pairs,
        {{ data_first.exact_sum('frame.match_probability') }} / count(*) as mean_match_probability,
        -- the bands on either side of the three thresholds
        cells.band between 2 and 7 as is_near_threshold,
    from frame
    inner join cells using (band, pair_group, sexes)
    group by cells.stratum_id, cells.band
),

allocation as (
    {{ data_first.review_allocation('sized', var('review_pairs')) | indent(4) }}
),

bounded as (
    select *, {{ cuts | indent(4) }} as cuts, from sized
)

select
    bounded.stratum_id,
    concat_ws(
        ', ',
        case
            when bounded.band = 0 then format('below {:.1f} bits', cuts[1])
            when bounded.band = len(cuts) then format('{:.1f} bits and more', cuts[bounded.band])
            else format('{:.1f} to {:.1f} bits', cuts[bounded.band], cuts[bounded.band + 1])
        end,
        coalesce(
            pair_groups.source_dataset_l || ' and ' || pair_groups.source_dataset_r, 'other sources'
        ),
        coalesce(bounded.sexes, 'any sexes')
    ) as stratum,
    bounded.band,
    bounded.pair_group,
    bounded.sexes,
    bounded.n_stratum_pairs,
    bounded.n_stratum_record_pairs,
    bounded.mean_match_probability,
    bounded.is_near_threshold,
    coalesce(allocation.n_sampled_pairs, 0) as n_sampled_pairs,
from bounded
left join allocation using (stratum_id)
left join pair_groups using (pair_group)
order by bounded.band, bounded.stratum_id
