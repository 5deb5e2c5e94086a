-- Question: Which experiences of school go with offending, and which of the two comes first?
-- Share: MoJ-DfE
-- Tables: education.npd_pupils, education.npd_exclusions, education.npd_absence,
--   education.npd_attainment, education.moj_dfe_link, education.pnc_offenders
-- Grain: experience, value
-- How: Pupils who turned 16 from 2008 to 2014, by exclusion, absence, special needs, free meals and
--   attainment: the share found on the Police National Computer by the end of 2017, and with three
--   records or more; and for exclusions whether the first exclusion came before the first record.
-- Caveats: An association tells nothing of a cause: poverty or trouble at home goes with both.
--   Pupils who could not be linked count as not offending. Cohorts were followed for unequal time.
--   Absence is counted from the school year 2006 on. Which comes first is first on record, not
--   first in life.
with exclusions as (
    select
        pmra,
        min(startdate) as first_exclusion_date,
        bool_or(category = 'PERM') as is_permanent,
    from education.npd_exclusions
    group by pmra
),

absences as (
    select pmra, sum(sessions_missed) / nullif(sum(sessions_possible), 0) as absence_rate
    from education.npd_absence
    group by pmra
),

results as (
    select pmra, bool_or(has_five_passes_with_english_and_maths) as has_five_passes
    from education.npd_attainment
    where key_stage_code = 'KS4'
    group by pmra
),

pupils as (
    select
        pupils.pmra,
        pupils.has_been_fsm_eligible,
        pupils.has_had_special_needs,
        exclusions.first_exclusion_date,
        exclusions.is_permanent,
        absences.absence_rate,
        results.has_five_passes,
        offenders.number_of_records,
        offenders.first_record_date,
    from education.npd_pupils as pupils
    left join exclusions on pupils.pmra = exclusions.pmra
    left join absences on pupils.pmra = absences.pmra
    left join results on pupils.pmra = results.pmra
    left join education.moj_dfe_link as links on pupils.pmra = links.pmra
    left join education.pnc_offenders as offenders on links.mojuid = offenders.mojuid
    where pupils.school_year_aged_16 between 2008 and 2014
)

select
    groups.experience,
    coalesce(groups.value, 'not known') as value,
    count(*) as n_pupils,
    round(count(number_of_records) / count(*), 3) as share_offended,
    round(count(*) filter (where number_of_records >= 3) / count(*), 3) as share_three_or_more,
    round(
        count(*) filter (where first_exclusion_date < first_record_date)
        / nullif(
            count(*) filter (where first_exclusion_date is not null and number_of_records > 0), 0
        ), 3
    ) as share_excluded_first,
from pupils
cross join (
    values
    ('all', 'all'),
    ('exclusion', case
        when pupils.is_permanent then 'permanent'
        when pupils.first_exclusion_date is not null then 'fixed period alone'
        else 'never'
    end),
    ('absence', case
        when pupils.absence_rate < 0.05 then '1 under 5 %'
        when pupils.absence_rate < 0.10 then '2 from 5 %'
        when pupils.absence_rate < 0.20 then '3 from 10 %'
        when pupils.absence_rate >= 0.20 then '4 from 20 %'
    end),
    ('special needs', case when pupils.has_had_special_needs then 'ever' else 'never' end),
    ('free school meals', case when pupils.has_been_fsm_eligible then 'ever' else 'never' end),
    ('five good passes', case
        when pupils.has_five_passes then 'yes' when not pupils.has_five_passes then 'no'
    end)
) as groups (experience, value)
group by groups.experience, groups.value
order by groups.experience, value
