-- Question: Who appears before each of the two courts for similar offences?
-- Share: magistrates' and Crown Court case linking
-- Tables: magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.mags_crown_journey
-- Grain: characteristic, value
-- How: Defendants on either-way cases that ended in the magistrates' court, beside those whose case
--   went on (match score of 0.8 and above). So that offences are alike, the first are weighted to
--   the second's classes of offence. A ratio above 1: more usual in the Crown Court.
-- Caveats: Characteristics are as the magistrates' system has them in both columns, so that
--   recording does not differ. Classes that never go to the Crown Court drop out. Within a class
--   the Crown Court's cases are still the graver ones.
with sent_on as (
    -- One row a magistrates' defendant whose case went on for trial or sentence; an appeal comes
    -- after a case that ended here. Of several Crown records the likeliest counts.
    select
        journeys.mc_defendant_id,
        crown_cases.row_id_hash,
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
        sent_on.row_id_hash is not null as is_crown,
        coalesce(cases.gender, 'not recorded') as gender,
        coalesce(cases.ethnic_group, 'not recorded') as ethnic_group,
        coalesce(cases.remand_status_desc, 'not recorded') as remand,
        case
            when cases.age < 18 then '10 to 17'
            when cases.age < 25 then '18 to 24'
            when cases.age < 35 then '25 to 34'
            when cases.age < 50 then '35 to 49'
            when cases.age >= 50 then '50 and over'
            else 'not recorded'
        end as age_band,
    from magistrates.magistrates_defendant_case as cases
    left join sent_on on cases.defendant_id_hash = sent_on.mc_defendant_id
    where
        cases.mode_of_trial_code = 'either_way'
        and cases.ho_offence_class is not null
        and (cases.outcome_group <> 'sent_to_crown' or sent_on.row_id_hash is not null)
),

weighted as (
    -- The weights of the magistrates' defendants of a class sum to the Crown defendants of it.
    select
        *,
        case
            when is_crown then 1.0
            else
                sum(cast(is_crown as integer)) over (partition by ho_offence_class)
                / sum(1 - cast(is_crown as integer)) over (partition by ho_offence_class)
        end as weight,
    from either_way
),

by_value as (
    select
        groups.characteristic,
        groups.value,
        count(*) filter (where not weighted.is_crown) as n_magistrates,
        count(*) filter (where weighted.is_crown) as n_crown,
        sum(weighted.weight) filter (where not weighted.is_crown) as weight_magistrates,
    from weighted
    cross join (
        values
        ('sex', weighted.gender),
        ('ethnic group', weighted.ethnic_group),
        ('age', weighted.age_band),
        ('remand', weighted.remand)
    ) as groups (characteristic, value)
    group by groups.characteristic, groups.value
)

select
    characteristic,
    value,
    n_magistrates,
    n_crown,
    round(weight_magistrates / sum(weight_magistrates) over groups_of_one, 3)
        as share_of_magistrates_alike,
    round(n_crown / sum(n_crown) over groups_of_one, 3) as share_of_crown,
    round(
        n_crown / sum(n_crown) over groups_of_one
        / nullif(weight_magistrates / sum(weight_magistrates) over groups_of_one, 0), 2
    ) as crown_to_magistrates,
from by_value
window groups_of_one as (partition by characteristic)
order by characteristic, value
