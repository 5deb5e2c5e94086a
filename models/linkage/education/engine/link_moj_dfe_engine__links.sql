with records as (
    select identity_id, source_dataset, unnest(record_keys) as record_key
    from {{ ref('link_moj_dfe_engine__records') }}
),

-- One row a pair of records; identities are numbered by source, so that pupils (npd) come first.
pairs as (
    select
        offenders.record_key as offender_key,
        pupils.record_key as pupil_key,
        scored.match_weight_units,
        scored.match_probability,
    from {{ ref('link_moj_dfe_engine__scored_pairs') }} as scored
    inner join records as pupils on scored.identity_id_l = pupils.identity_id
    inner join records as offenders on scored.identity_id_r = offenders.identity_id
    where pupils.source_dataset = 'npd' and offenders.source_dataset = 'pnc'
),

ranked as (
    select
        *,
        rank() over (partition by offender_key order by match_weight_units desc)
            as rank_of_offender,
        rank() over (partition by pupil_key order by match_weight_units desc) as rank_of_pupil,
    from pairs
),

-- As the rules are resolved: each must be the other's only best.
counted as (
    select
        *,
        count(*) filter (where rank_of_offender = 1) over (partition by offender_key)
            as n_best_of_offender,
        count(*) filter (where rank_of_pupil = 1) over (partition by pupil_key)
            as n_best_of_pupil,
    from ranked
)

select
    offender_key,
    pupil_key,
    match_weight_units,
    match_probability,
from counted
where
    rank_of_offender = 1 and rank_of_pupil = 1
    and n_best_of_offender = 1 and n_best_of_pupil = 1
