with candidates as (
    select * from {{ ref('link_case__candidates') }}
    where candidate_rank = 1 or match_probability >= 0.05 or shares_offence
),

crown as (
    select distinct defendant_on_case_id_hash from {{ ref('crown_defendant_case') }}
),

magistrates as (
    select distinct case_id_hash, defendant_id_hash from {{ ref('magistrates_defendant_case') }}
),

hashed as (
    select
        {{ hash_key('defendant_on_case_id', 'cc_defendant_on_case_id') }}
            as cc_defendant_on_case_id,
        {{ hash_key('case_id', 'mc_case_id') }} as mc_case_id,
        {{ hash_key('defendant_id', 'mc_defendant_id') }} as mc_defendant_id,
        match_probability as estimated_match_score,
        cast(candidate_rank as integer) as candidate_rank,
        gap_to_next as match_weight_gap_to_next,
        case
            when candidate_rank = 1 then 'most_likely'
            when match_probability >= 0.5 or shares_offence then 'rolled_up'
            else 'alternate'
        end as candidate_role,
        n_magistrates_cases > 1 as is_rolled_up,
        (match_probability >= 0.5 or shares_offence) and n_crown_records > 1 as is_split,
    from candidates
)

select hashed.*
from hashed
inner join crown on hashed.cc_defendant_on_case_id = crown.defendant_on_case_id_hash
inner join magistrates
    on
        hashed.mc_case_id = magistrates.case_id_hash
        and hashed.mc_defendant_id = magistrates.defendant_id_hash
order by hashed.cc_defendant_on_case_id, hashed.candidate_rank
