-- Question: How do previous convictions affect the sentence in the Crown Court?
-- Share: Crown Court
-- Tables: crown.crown_defendant_case, magistrates.magistrates_defendant_case,
--   linking.criminal_justice_link
-- Grain: earlier_convictions
-- How: Crown Court cases that ended in a sentence, by the number of days on which the same person
--   (estimated_mc_cc_ps_dp) was convicted before in either court: kind of sentence, and length of
--   custody. The last but one column is the custody that the offence class alone would give.
-- Caveats: Convictions are seen from 2011 (magistrates) and 2013 (Crown) only, so that early years
--   look lighter than they were. A case that began before and ended later counts from its first
--   hearing. A false link gives a person somebody else's record: repeat it with cluster_high of
--   linking.person_clusters before you rely on it.
with convictions as (
    select row_id_hash, first_hearing_date, 'magistrates' as court
    from magistrates.magistrates_defendant_case
    where
        outcome_group in (
            'custody', 'suspended_sentence', 'community_sentence', 'fine', 'discharge',
            'other_sentence'
        )
    union all
    select row_id_hash, first_hearing_date, 'crown' as court
    from crown.crown_defendant_case
    where outcome_group is not null
),

conviction_days as (
    -- One row a person and day of a first hearing that led to a conviction.
    select
        people.estimated_mc_cc_ps_dp as person_id,
        cast(convictions.first_hearing_date as date) as conviction_date,
        row_number() over (
            partition by people.estimated_mc_cc_ps_dp order by convictions.first_hearing_date
        ) - 1 as n_earlier,
    from convictions
    inner join linking.criminal_justice_link as people
        on convictions.row_id_hash = people.row_id_hash
    group by people.estimated_mc_cc_ps_dp, convictions.first_hearing_date
),

sentenced as (
    select
        cases.outcome_group,
        cases.sentence_length_days,
        conviction_days.n_earlier,
        avg(cast(cases.outcome_group = 'custody' as integer)) over (
            partition by cases.ho_offence_class
        ) as expected_custody,
        case
            when conviction_days.n_earlier < 2 then cast(conviction_days.n_earlier as varchar)
            when conviction_days.n_earlier < 5 then '2 to 4'
            when conviction_days.n_earlier < 10 then '5 to 9'
            else '10 and more'
        end as earlier_convictions,
    from crown.crown_defendant_case as cases
    inner join linking.criminal_justice_link as people on cases.row_id_hash = people.row_id_hash
    inner join conviction_days
        on
            people.estimated_mc_cc_ps_dp = conviction_days.person_id
            and cast(cases.first_hearing_date as date) = conviction_days.conviction_date
    where cases.outcome_group is not null
)

select
    earlier_convictions,
    count(*) as n_sentenced,
    round(count(*) filter (where outcome_group = 'custody') / count(*), 3) as share_custody,
    round(count(*) filter (where outcome_group = 'suspended_sentence') / count(*), 3)
        as share_suspended,
    round(count(*) filter (where outcome_group = 'community_sentence') / count(*), 3)
        as share_community,
    round(avg(expected_custody), 3) as share_custody_by_offence_alone,
    median(sentence_length_days) filter (where outcome_group = 'custody') as median_custody_days,
from sentenced
group by earlier_convictions
order by min(n_earlier)
