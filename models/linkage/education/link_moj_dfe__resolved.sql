-- One row an offender with candidates: how they end, decided by the best of them.
with decided as (
    select
        offender_key,
        count(*) as n_candidates,
        case
            when max(n_best_of_offender) > 1 then 'tied'
            when
                bool_or(rank_of_offender = 1 and rank_of_pupil = 1 and n_best_of_pupil = 1)
                then 'linked'
            else 'outbid'
        end as status,
        min(pupil_key) filter (where rank_of_offender = 1) as best_pupil_key,
        min(rule_number) as rule_number,
        max(n_exact_variables) filter (where rank_of_offender = 1) as n_exact_variables,
    from {{ ref('link_moj_dfe__matched') }}
    group by offender_key
),

offenders as (
    select cast(offender_id as varchar) as offender_key
    from {{ ref('link_moj_dfe__scope') }}
    where scope_status = 'in scope'
)

select
    offenders.offender_key,
    coalesce(decided.status, 'no candidate') as status,
    case when decided.status = 'linked' then decided.best_pupil_key end as pupil_key,
    decided.rule_number,
    decided.n_exact_variables,
    coalesce(decided.n_candidates, 0) as n_candidates,
from offenders
left join decided on offenders.offender_key = decided.offender_key
