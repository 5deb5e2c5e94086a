-- Question: Which characteristics of defendants go with a prison sentence in the Crown Court?
-- Share: Crown Court
-- Tables: crown.crown_defendant_case
-- Grain: characteristic, value
-- How: Sentenced defendants by sex, age, ethnic group, plea, bail and route: the share sentenced to
--   immediate custody, beside the share that offence class and route alone would give; the ratio of
--   the two is 1 where the group is sentenced like all others with its offences.
-- Caveats: Earlier convictions are not allowed for (crown_01). Small classes of offence explain
--   themselves: the expected share leans to the observed one there. A ratio from few people moves
--   by chance; see n_sentenced.
with sentenced as (
    select
        *,
        avg(cast(outcome_group = 'custody' as integer)) over (
            partition by ho_offence_class, case_type_code
        ) as expected_custody,
    from crown.crown_defendant_case
    where outcome_group is not null
)

select
    groups.characteristic,
    coalesce(groups.value, 'not recorded') as value,
    count(*) as n_sentenced,
    round(count(*) filter (where sentenced.outcome_group = 'custody') / count(*), 3)
        as share_custody,
    round(avg(sentenced.expected_custody), 3) as share_custody_by_offence_alone,
    round(
        count(*) filter (where sentenced.outcome_group = 'custody')
        / nullif(sum(sentenced.expected_custody), 0), 2
    ) as ratio_to_expected,
    median(sentenced.sentence_length_days) filter (
        where sentenced.outcome_group = 'custody'
    ) as median_custody_days,
from sentenced
cross join (
    values
    ('all', 'all'),
    ('sex', sentenced.gender),
    ('ethnic group', sentenced.ethnic_group),
    ('plea', sentenced.plea_desc),
    ('remand', sentenced.remand_status_desc),
    ('route', sentenced.receipt_type_desc),
    ('age', case
        when sentenced.age < 18 then '10 to 17'
        when sentenced.age < 25 then '18 to 24'
        when sentenced.age < 35 then '25 to 34'
        when sentenced.age < 50 then '35 to 49'
        when sentenced.age >= 50 then '50 and over'
    end)
) as groups (characteristic, value)
group by groups.characteristic, groups.value
order by groups.characteristic, value
