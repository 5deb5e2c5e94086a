-- Question: How do outcomes of either-way cases differ between the two courts?
-- Share: magistrates' and Crown Court case linking
-- Tables: magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.mags_crown_journey
-- Grain: offence_class
-- How: Defendants on either-way cases by the class of the principal offence: those whose case ended
--   in the magistrates' court, beside those whose case went on to the Crown Court for trial or
--   sentence (match score of 0.8 and above). Classes with at least 30 defendants in either court,
--   and all classes together.
-- Caveats: Cases go to the Crown Court because they are serious or contested, so that a difference
--   is no effect of the court. A magistrates' court can pass six or twelve months at most. The
--   class is the magistrates' one; it may change on the way (case_link_03).
with sent_on as (
    -- One row a magistrates' defendant whose case went on for trial or sentence; an appeal comes
    -- after a case that ended here. Of several Crown records the likeliest counts.
    select
        journeys.mc_defendant_id,
        crown_cases.row_id_hash,
        crown_cases.outcome_group,
        crown_cases.sentence_length_days,
    from linking.mags_crown_journey as journeys
    inner join crown.crown_defendant_case as crown_cases
        on journeys.cc_defendant_on_case_id = crown_cases.defendant_on_case_id_hash
    where journeys.estimated_match_score >= 0.8 and crown_cases.case_type_code in ('T', 'S')
    qualify row_number() over (
        partition by journeys.mc_defendant_id
        order by journeys.estimated_match_score desc, journeys.cc_defendant_on_case_id
    ) = 1
),

either_way as (
    select
        cases.ho_offence_class,
        cases.offence_desc,
        sent_on.row_id_hash is not null as is_crown,
        case when is_crown then sent_on.outcome_group else cases.outcome_group end
            as outcome_group,
        case when is_crown then sent_on.sentence_length_days else cases.sentence_length_days end
            as sentence_length_days,
        case
            when is_crown then sent_on.outcome_group is not null
            else cases.outcome_group not in ('acquittal', 'withdrawn')
        end as is_convicted,
    from magistrates.magistrates_defendant_case as cases
    left join sent_on on cases.defendant_id_hash = sent_on.mc_defendant_id
    where
        cases.mode_of_trial_code = 'either_way'
        and (cases.outcome_group <> 'sent_to_crown' or sent_on.row_id_hash is not null)
)

select
    coalesce(ho_offence_class, 'all') as offence_class,
    mode(offence_desc order by offence_desc) as most_usual_offence,
    count(*) filter (where not is_crown) as n_magistrates,
    count(*) filter (where is_crown) as n_crown,
    round(
        count(*) filter (where not is_crown and is_convicted)
        / nullif(count(*) filter (where not is_crown), 0), 3
    ) as share_convicted_magistrates,
    round(
        count(*) filter (where is_crown and is_convicted)
        / nullif(count(*) filter (where is_crown), 0), 3
    ) as share_convicted_crown,
    round(
        count(*) filter (where not is_crown and outcome_group = 'custody')
        / nullif(count(*) filter (where not is_crown and is_convicted), 0), 3
    ) as share_custody_magistrates,
    round(
        count(*) filter (where is_crown and outcome_group = 'custody')
        / nullif(count(*) filter (where is_crown and is_convicted), 0), 3
    ) as share_custody_crown,
    median(sentence_length_days) filter (where not is_crown and outcome_group = 'custody')
        as median_custody_days_magistrates,
    median(sentence_length_days) filter (where is_crown and outcome_group = 'custody')
        as median_custody_days_crown,
from either_way
where ho_offence_class is not null
group by grouping sets ((ho_offence_class), ())
having
    offence_class = 'all'
    or (n_magistrates >= 30 and n_crown >= 30)
order by n_crown desc, offence_class
