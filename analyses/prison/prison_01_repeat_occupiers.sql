-- Question: What are the people like who are in prison again and again?
-- Share: prisons
-- Tables: prison.prison_custodial_journey
-- Grain: characteristic, value
-- How: People (estimated_offender_id) with a journey under sentence that began in 2011 or later, by
--   sex, ethnic group, and age, offence and length of sentence at the first of these: how many have
--   two such journeys or more, and how large the group is among those with three or more.
-- Caveats: Sentences begun before 2011 are in the table in part only, so do not count. A recall
--   lies within its journey and is no return. Who entered late had less time to come back.
with journeys as (
    select
        *,
        row_number() over (
            partition by estimated_offender_id order by journey_start_date, journey_id_hash
        ) as journey_order,
    from prison.prison_custodial_journey
    where journey_start_date >= '2011-01-01' and sentence_start_date is not null
),

people as (
    select
        estimated_offender_id,
        count(*) as n_journeys,
        mode(gender_desc order by journey_order) as gender,
        mode(ethnic_group order by journey_order) as ethnic_group,
        min(age_at_start) filter (where journey_order = 1) as age,
        min(main_offence_desc) filter (where journey_order = 1) as offence,
        min(sentence_length_days) filter (where journey_order = 1) as sentence_days,
    from journeys
    group by estimated_offender_id
)

select
    groups.characteristic,
    coalesce(groups.value, 'not recorded') as value,
    count(*) as n_people,
    round(count(*) / sum(count(*)) over groups_of_one, 3) as share_of_people,
    round(
        count(*) filter (where people.n_journeys >= 3)
        / nullif(sum(count(*) filter (where people.n_journeys >= 3)) over groups_of_one, 0), 3
    ) as share_of_those_with_three,
    round(count(*) filter (where people.n_journeys >= 2) / count(*), 3) as share_with_two_or_more,
    round(count(*) filter (where people.n_journeys >= 3) / count(*), 3) as share_with_three_or_more,
    round(sum(people.n_journeys) / count(*), 2) as journeys_a_person,
from people
cross join (
    values
    ('all', 'all'),
    ('sex', people.gender),
    ('ethnic group', people.ethnic_group),
    ('first main offence', people.offence),
    ('age at first entry', case
        when people.age < 18 then '10 to 17'
        when people.age < 25 then '18 to 24'
        when people.age < 35 then '25 to 34'
        when people.age < 50 then '35 to 49'
        when people.age >= 50 then '50 and over'
    end),
    ('first sentence', case
        when people.sentence_days <= 183 then '1 up to six months'
        when people.sentence_days <= 365 then '2 up to a year'
        when people.sentence_days <= 1461 then '3 up to four years'
        when people.sentence_days > 1461 then '4 over four years'
        else '5 indeterminate or unknown'
    end)
) as groups (characteristic, value)
group by groups.characteristic, groups.value
having count(*) >= 20 or groups.characteristic <> 'first main offence'
window groups_of_one as (partition by groups.characteristic)
order by groups.characteristic, value
