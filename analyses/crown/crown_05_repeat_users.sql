-- Question: Who comes back to the Crown Court, how often, and after how long?
-- Share: Crown Court
-- Tables: crown.crown_defendant_case
-- Grain: characteristic, value
-- How: People (estimated_defendant_id) first seen up to the end of 2018, by sex, ethnic group, and
--   age and outcome at the first case. A return is a later day on which a case of theirs is heard
--   first. Shares that returned at all and within two years, returns a returner, and the median
--   days to the first return.
-- Caveats: Returns to the Crown Court only: most who return go to a magistrates' court. Who is in
--   custody cannot return as soon. People first seen late had less time: the two-year share is fair
--   to all of them, the first one is not.
with appearances as (
    -- One row a person and day of a first hearing; appearance 1 is the first.
    select
        estimated_defendant_id,
        cast(first_hearing_date as date) as appearance_date,
        mode(gender order by row_id_hash) as gender,
        mode(ethnic_group order by row_id_hash) as ethnic_group,
        min(age) as age,
        min(ho_offence_class) as offence_class,
        min(outcome_group) as outcome_group,
        row_number() over (
            partition by estimated_defendant_id order by appearance_date
        ) as appearance,
    from crown.crown_defendant_case
    group by estimated_defendant_id, appearance_date
),

people as (
    select
        estimated_defendant_id,
        mode(gender order by appearance) as gender,
        mode(ethnic_group order by appearance) as ethnic_group,
        min(age) filter (where appearance = 1) as age,
        min(outcome_group) filter (where appearance = 1) as outcome_group,
        count(*) - 1 as n_returns,
        min(appearance_date) as first_date,
        min(appearance_date) filter (where appearance = 2) as second_date,
    from appearances
    group by estimated_defendant_id
    having first_date < date '2019-01-01'
)

select
    groups.characteristic,
    coalesce(groups.value, 'not recorded') as value,
    count(*) as n_people,
    round(count(*) filter (where people.n_returns > 0) / count(*), 3) as share_returned,
    round(
        count(*) filter (where people.second_date < people.first_date + interval 2 year)
        / count(*), 3
    ) as share_returned_within_two_years,
    round(sum(people.n_returns) / nullif(count(*) filter (where people.n_returns > 0), 0), 2)
        as returns_a_returner,
    median(date_diff('day', people.first_date, people.second_date)) as median_days_to_return,
from people
cross join (
    values
    ('all', 'all'),
    ('sex', people.gender),
    ('ethnic group', people.ethnic_group),
    ('first outcome', coalesce(people.outcome_group, 'no sentence')),
    ('age at first case', case
        when people.age < 18 then '10 to 17'
        when people.age < 25 then '18 to 24'
        when people.age < 35 then '25 to 34'
        when people.age < 50 then '35 to 49'
        when people.age >= 50 then '50 and over'
    end)
) as groups (characteristic, value)
group by groups.characteristic, groups.value
order by groups.characteristic, value
