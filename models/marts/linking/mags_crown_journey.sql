with best as (
    select * from {{ ref('link_case__best') }}
),

crown as (
    select distinct defendant_on_case_id_hash from {{ ref('crown_defendant_case') }}
),

magistrates as (
    select distinct case_id_hash, defendant_id_hash from {{ ref('magistrates_defendant_case') }}
),

hashed as (
    select
        match_probability as estimated_match_score,
        {{ hash_key('case_id', 'mc_case_id') }} as mc_case_id,
        {{ hash_key('defendant_id', 'mc_defendant_id') }} as mc_defendant_id,
        {{ hash_key('defendant_on_case_id', 'cc_defendant_on_case_id') }}
            as cc_defendant_on_case_id,
    from best
)

-- both ends are published records
select hashed.*
from hashed
inner join crown on hashed.cc_defendant_on_case_id = crown.defendant_on_case_id_hash
inner join magistrates
    on
        hashed.mc_case_id = magistrates.case_id_hash
        and hashed.mc_defendant_id = magistrates.defendant_id_hash
order by hashed.cc_defendant_on_case_id
