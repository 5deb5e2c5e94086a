-- Question: Does the bond between school and offending differ by sex, ethnic group and poverty?
-- Share: MoJ-DfE
-- Tables: education.npd_pupils, education.npd_exclusions, education.npd_attainment,
--   education.moj_dfe_link
-- Grain: characteristic, value
-- How: Pupils who turned 16 from 2008 to 2014, within groups of sex, ethnicity and free school
--   meals: the share with a record by the end of 2017 among pupils excluded and never excluded,
--   among those with and without five good passes, and how many times larger the first is.
-- Caveats: A ratio that differs between groups may come from how often a group is excluded, or from
--   how well it was linked: names spelt in many ways link less. Small groups move by chance. The
--   share who offended is of all pupils; who was not linked counts as not offending.
with exclusions as (
    select distinct pmra
    from education.npd_exclusions
),

results as (
    select pmra, bool_or(has_five_passes_with_english_and_maths) as has_five_passes
    from education.npd_attainment
    where key_stage_code = 'KS4'
    group by pmra
),

pupils as (
    select
        pupils.*,
        exclusions.pmra is not null as is_excluded,
        results.has_five_passes,
        cast(links.mojuid is not null as integer) as has_offended,
    from education.npd_pupils as pupils
    left join exclusions on pupils.pmra = exclusions.pmra
    left join results on pupils.pmra = results.pmra
    left join education.moj_dfe_link as links on pupils.pmra = links.pmra
    where pupils.school_year_aged_16 between 2008 and 2014
)

select
    groups.characteristic,
    coalesce(groups.value, 'not recorded') as value,
    count(*) as n_pupils,
    round(count(*) filter (where is_excluded) / count(*), 3) as share_excluded,
    round(avg(has_offended), 3) as share_offended,
    round(avg(has_offended) filter (where is_excluded), 3) as share_offended_if_excluded,
    round(avg(has_offended) filter (where not is_excluded), 3) as share_offended_if_not_excluded,
    round(share_offended_if_excluded / nullif(share_offended_if_not_excluded, 0), 2)
        as ratio_by_exclusion,
    round(avg(has_offended) filter (where not has_five_passes), 3)
        as share_offended_without_passes,
    round(avg(has_offended) filter (where has_five_passes), 3) as share_offended_with_passes,
from pupils
cross join (
    values
    ('all', 'all'),
    ('sex', pupils.gender_desc),
    ('ethnic group', pupils.ethnic_group),
    ('free school meals', case when pupils.has_been_fsm_eligible then 'ever' else 'never' end),
    ('sex and free meals', concat_ws(', ', pupils.gender_desc, case
        when pupils.has_been_fsm_eligible then 'ever' else 'never'
    end))
) as groups (characteristic, value)
group by groups.characteristic, groups.value
order by groups.characteristic, value
