-- Question: How does an early plea in the magistrates' court bear on the Crown Court's sentence?
-- Share: magistrates' and Crown Court case linking
-- Tables: magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.mags_crown_journey
-- Grain: plea_in_magistrates_court, plea_in_crown_court
-- How: Defendants convicted in the Crown Court by the plea to the principal offence in the
--   magistrates' court and by the final plea in the Crown Court. Share sentenced to custody, beside
--   the share that offence class alone would give, and length of custody.
-- Caveats: Who indicates a guilty plea to the magistrates mostly comes for sentence, others for
--   trial: the groups are different cases. Records with a match score below 0.8 are left out. In a
--   case for sentence no plea is taken again.
with sentenced as (
    select
        coalesce(cases.plea_desc, 'none recorded') as plea_in_magistrates_court,
        coalesce(crown_cases.plea_desc, 'none recorded') as plea_in_crown_court,
        crown_cases.outcome_group,
        crown_cases.sentence_length_days,
        avg(cast(crown_cases.outcome_group = 'custody' as integer)) over (
            partition by crown_cases.ho_offence_class
        ) as expected_custody,
    from linking.mags_crown_journey as journeys
    inner join crown.crown_defendant_case as crown_cases
        on journeys.cc_defendant_on_case_id = crown_cases.defendant_on_case_id_hash
    inner join magistrates.magistrates_defendant_case as cases
        on journeys.mc_defendant_id = cases.defendant_id_hash
    where
        journeys.estimated_match_score >= 0.8
        and crown_cases.case_type_code in ('T', 'S')
        and crown_cases.outcome_group is not null
)

select
    plea_in_magistrates_court,
    plea_in_crown_court,
    count(*) as n_sentenced,
    round(count(*) filter (where outcome_group = 'custody') / count(*), 3) as share_custody,
    round(avg(expected_custody), 3) as share_custody_by_offence_alone,
    round(count(*) filter (where outcome_group = 'suspended_sentence') / count(*), 3)
        as share_suspended,
    round(count(*) filter (where outcome_group = 'community_sentence') / count(*), 3)
        as share_community,
    median(sentence_length_days) filter (where outcome_group = 'custody') as median_custody_days,
from sentenced
group by plea_in_magistrates_court, plea_in_crown_court
order by plea_in_magistrates_court, n_sentenced desc, plea_in_crown_court
