-- One row a pair: the first rule that it meets.
with pairs as (
    select
        offender_key,
        pupil_key,
        min(rule_number) as rule_number,
        max(n_exact_variables) as n_exact_variables,
        max(name_similarity_thousandths) as name_similarity_thousandths,
        list(rule_number order by rule_number) as rules_met,
    from {{ ref('link_moj_dfe__candidates') }}
    group by offender_key, pupil_key
),

-- Rank 1 is the best candidate of a record; equally good ones share it.
ranked as (
    select
        *,
        rank() over (
            partition by offender_key
            order by rule_number, n_exact_variables desc, name_similarity_thousandths desc
        ) as rank_of_offender,
        rank() over (
            partition by pupil_key
            order by rule_number, n_exact_variables desc, name_similarity_thousandths desc
        ) as rank_of_pupil,
    from pairs
)

select
    *,
    count(*) filter (where rank_of_offender = 1) over (partition by offender_key)
        as n_best_of_offender,
    count(*) filter (where rank_of_pupil = 1) over (partition by pupil_key) as n_best_of_pupil,
from ranked
