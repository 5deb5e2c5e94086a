-- Question: Who are the repeat users of the magistrates' courts?
-- Share: magistrates' courts
-- Tables: magistrates.magistrates_defendant_case
-- Grain: characteristic, value
-- How: People by sex, ethnic group, and age and offence at the first appearance: how many of each
--   group have a second case, and six or more; and how large the group is among all people and
--   among those with six or more.
-- Caveats: Sex and ethnic group are the person's most frequent value, since records of one person
--   can differ. Who has many records has one that is filled in, so that "not recorded" always looks
--   as if it returned little. Groups whose names are spelt in many ways are split over several ids
--   more often, and then seem to return less than they do.
with cases as (
    select
        *,
        row_number() over (
            partition by estimated_defendant_id order by first_hearing_date, row_id_hash
        ) as case_number,
    from magistrates.magistrates_defendant_case
),

people as (
    select
        estimated_defendant_id,
        count(*) as n_cases,
        mode(gender order by first_hearing_date, row_id_hash) as gender,
        mode(ethnic_group order by first_hearing_date, row_id_hash) as ethnic_group,
        min(age) filter (where case_number = 1) as age,
        min(mode_of_trial_desc) filter (where case_number = 1) as mode_of_trial,
    from cases
    group by estimated_defendant_id
),

characteristics as (
    select
        people.estimated_defendant_id,
        people.n_cases,
        groups.characteristic,
        coalesce(groups.value, 'not recorded') as value,
    from people
    cross join lateral (
        values
        ('all', 'all'),
        ('sex', people.gender),
        ('ethnic group', people.ethnic_group),
        ('first offence', people.mode_of_trial),
        ('age at first case', case
            when people.age < 18 then '10 to 17'
            when people.age < 25 then '18 to 24'
            when people.age < 35 then '25 to 34'
            when people.age < 50 then '35 to 49'
            when people.age >= 50 then '50 and over'
        end)
    ) as groups (characteristic, value)
)

select
    characteristic,
    value,
    count(*) as n_people,
    round(count(*) / sum(count(*)) over groups_of_one, 3) as share_of_people,
    round(
        count(*) filter (where n_cases >= 6)
        / sum(count(*) filter (where n_cases >= 6)) over groups_of_one, 3
    ) as share_of_frequent_users,
    round(count(*) filter (where n_cases >= 2) / count(*), 3) as share_with_two_or_more_cases,
    round(count(*) filter (where n_cases >= 6) / count(*), 3) as share_with_six_or_more_cases,
    round(sum(n_cases) / count(*), 2) as cases_a_person,
from characteristics
group by characteristic, value
window groups_of_one as (partition by characteristic)
order by characteristic, value
