with scored_pairs as (
    select * from {{ ref('link_case__scored_pairs') }}
),

patterns as (
    -- level 2 of the comparison of offences: one of the same class and date
    select pattern, gamma_offences = 2 and gamma_way_to_the_crown_court = 1 as shares_offence,
    from {{ ref('link_case__pattern_weights') }}
),

records as (
    select * from {{ ref('link_case__records') }}
),

candidates as (
    -- records are numbered with the magistrates' first, so that the left side is theirs
    select
        crown.record_key as cc_defendant_on_case_id,
        magistrates.case_id as mc_case_id,
        magistrates.record_key as mc_defendant_id,
        scored_pairs.match_weight,
        scored_pairs.match_weight_units,
        scored_pairs.match_probability,
        scored_pairs.match_key,
        scored_pairs.pattern,
        patterns.shares_offence,
        row_number() over (
            partition by crown.record_key
            order by scored_pairs.match_weight_units desc, magistrates.record_key
        ) as candidate_rank,
    from scored_pairs
    inner join patterns on scored_pairs.pattern = patterns.pattern
    inner join records as magistrates on scored_pairs.identity_id_l = magistrates.identity_id
    inner join records as crown on scored_pairs.identity_id_r = crown.identity_id
)

select
    *,
    match_weight - lead(match_weight) over (
        partition by cc_defendant_on_case_id order by candidate_rank
    ) as gap_to_next,
    -- a rolled-up case has references of its own, but its offences are in the Crown case
    count(*) filter (where match_probability >= 0.5 or shares_offence)
        over (partition by cc_defendant_on_case_id) as n_magistrates_cases,
    count(*) filter (where match_probability >= 0.5 or shares_offence)
        over (partition by mc_defendant_id) as n_crown_records,
from candidates
