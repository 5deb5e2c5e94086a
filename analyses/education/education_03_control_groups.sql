-- Question: Could control groups be drawn to judge interventions against serious violence?
-- Share: MoJ-DfE
-- Tables: education.npd_pupils, education.npd_exclusions, education.npd_absence,
--   education.moj_dfe_link, education.pnc_offences
-- Grain: gender, free_meals, special_needs, excluded, absence
-- How: The tables do not say who took part in an intervention, so they cannot say whether one
--   works. What they give is the pool to match from: pupils who turned 16 from 2008 to 2014 in
--   cells of equal sex, free meals, special needs, exclusion and absence, with the share who later
--   committed violence against the person, robbery or a weapon offence and so many without for each
--   with.
-- Caveats: Match a programme's list of pupils to these cells inside the secure service, and add
--   area, school and earlier offences before you compare. Cells of fewer than 10 pupils are left
--   out here. The groups of offences are wider than serious violence.
with exclusions as (
    select distinct pmra
    from education.npd_exclusions
),

absences as (
    select pmra, sum(sessions_missed) / nullif(sum(sessions_possible), 0) as absence_rate
    from education.npd_absence
    group by pmra
),

violence as (
    select distinct links.pmra
    from education.moj_dfe_link as links
    inner join education.pnc_offences as offences on links.mojuid = offences.mojuid
    where offences.offtype in ('01', '03', '07')
),

pupils as (
    select
        coalesce(pupils.gender_desc, 'not recorded') as gender,
        case when pupils.has_been_fsm_eligible then 'ever' else 'never' end as free_meals,
        case when pupils.has_had_special_needs then 'ever' else 'never' end as special_needs,
        case when exclusions.pmra is not null then 'ever' else 'never' end as excluded,
        case when absences.absence_rate >= 0.1 then 'a tenth and more' else 'less' end as absence,
        cast(violence.pmra is not null as integer) as is_violent,
    from education.npd_pupils as pupils
    left join exclusions on pupils.pmra = exclusions.pmra
    left join absences on pupils.pmra = absences.pmra
    left join violence on pupils.pmra = violence.pmra
    where pupils.school_year_aged_16 between 2008 and 2014
)

select
    gender,
    free_meals,
    special_needs,
    excluded,
    absence,
    count(*) as n_pupils,
    sum(is_violent) as n_with_violence,
    round(avg(is_violent), 3) as share_with_violence,
    round((n_pupils - n_with_violence) / nullif(n_with_violence, 0), 1) as controls_for_each,
from pupils
group by gender, free_meals, special_needs, excluded, absence
having count(*) >= 10
order by gender, free_meals, special_needs, excluded, absence
