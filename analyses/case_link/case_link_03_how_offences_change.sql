-- Question: How does the principal offence change from the first court to the result?
-- Share: magistrates' and Crown Court case linking
-- Tables: magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.mags_crown_journey, linking.mags_crown_journey_candidates
-- Grain: magistrates_offence_class
-- How: Linked defendants (score of 0.8 and above) by the class of the principal offence in the
--   magistrates' court: how often the Crown record's principal offence has the same code, the same
--   class, another class, and which other class most often; how many offences there are in either
--   court; and how many were convicted of anything. Classes with 10 defendants and more.
-- Caveats: The principal offence is that with the most serious result, so it can change although no
--   charge did. Where several cases were rolled up, offences of the others come in. Codes that no
--   list knows are null and count as a change.
with journeys as (
    select
        cases.ho_offence_class as magistrates_class,
        crown_cases.ho_offence_class as crown_class,
        coalesce(cases.offence_code = crown_cases.offence_code, false) as is_same_offence,
        cases.offence_desc,
        coalesce(cases.ho_offence_class = crown_cases.ho_offence_class, false) as is_same_class,
        cases.number_of_offences as offences_magistrates,
        crown_cases.number_of_offences as offences_crown,
        crown_cases.outcome_group is not null as is_convicted,
        candidates.is_rolled_up,
    from linking.mags_crown_journey as links
    inner join crown.crown_defendant_case as crown_cases
        on links.cc_defendant_on_case_id = crown_cases.defendant_on_case_id_hash
    inner join magistrates.magistrates_defendant_case as cases
        on links.mc_defendant_id = cases.defendant_id_hash
    left join linking.mags_crown_journey_candidates as candidates
        on
            links.cc_defendant_on_case_id = candidates.cc_defendant_on_case_id
            and links.mc_defendant_id = candidates.mc_defendant_id
    where links.estimated_match_score >= 0.8 and crown_cases.case_type_code in ('T', 'S')
)

select
    case
        when grouping(magistrates_class) = 1 then 'all'
        else coalesce(magistrates_class, 'not recorded')
    end as magistrates_offence_class,
    mode(offence_desc order by offence_desc) as most_usual_offence,
    count(*) as n_defendants,
    round(count(*) filter (where is_same_offence) / count(*), 3) as share_same_offence,
    round(count(*) filter (where is_same_class) / count(*), 3) as share_same_class,
    mode(crown_class order by crown_class) filter (where not is_same_class)
        as most_usual_other_class,
    round(avg(offences_magistrates), 2) as offences_in_magistrates_court,
    round(avg(offences_crown), 2) as offences_in_crown_court,
    round(count(*) filter (where is_convicted) / count(*), 3) as share_convicted,
    round(count(*) filter (where is_rolled_up) / count(*), 3) as share_rolled_up,
from journeys
group by grouping sets ((magistrates_class), ())
having n_defendants >= 10 or magistrates_offence_class = 'all'
order by n_defendants desc, magistrates_offence_class
