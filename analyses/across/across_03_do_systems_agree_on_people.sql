-- Question: Do courts and prisons describe the same person alike (sex, ethnic group, age)?
-- Share: magistrates' courts and prisons, joined by the linkage of all systems
-- Tables: magistrates.magistrates_defendant_case, prison.prison_custodial_journey,
--   linking.xjs_link, linking.person_clusters
-- Grain: characteristic, in_court
-- How: People with records in both systems, by what the court has (the most frequent value): the
--   share of whom prison has the same, another, or nothing; and the same for those whose records
--   are all in the band of high confidence. Age compares years of birth, worked out from age and
--   date, and allows for one year.
-- Caveats: A question of this project, not of the guide. Where systems differ, either may be wrong,
--   or the two are two people: with high confidence alone the first remains. Choose one system's
--   value for all years of a study rather than the latest of any.
with court_people as (
    select
        people.estimated_xjs_id,
        mode(cases.gender order by cases.row_id_hash) as gender,
        mode(cases.ethnic_group order by cases.row_id_hash) as ethnic_group,
        median(cast(left(cases.first_hearing_date, 4) as integer) - cases.age) as birth_year,
    from magistrates.magistrates_defendant_case as cases
    inner join linking.xjs_link as people on cases.row_id_hash = people.row_id_hash
    group by people.estimated_xjs_id
),

prison_people as (
    select
        people.estimated_xjs_id,
        mode(left(journeys.gender_desc, 1) order by journeys.journey_id_hash) filter (
            where journeys.gender_desc in ('Male', 'Female')
        ) as gender,
        mode(journeys.ethnic_group order by journeys.journey_id_hash) as ethnic_group,
        median(
            cast(left(journeys.journey_start_date, 4) as integer) - journeys.age_at_start
        ) as birth_year,
    from prison.prison_custodial_journey as journeys
    inner join linking.xjs_link as people on journeys.row_id_hash = people.row_id_hash
    group by people.estimated_xjs_id
),

sure as (
    select
        people.estimated_xjs_id,
        bool_and(clusters.confidence_band = 'high') as is_sure,
    from linking.xjs_link as people
    inner join linking.person_clusters as clusters on people.row_id_hash = clusters.row_id_hash
    group by people.estimated_xjs_id
),

compared as (
    select sure.is_sure, groups.characteristic, groups.in_court, groups.in_prison
    from court_people
    inner join prison_people on court_people.estimated_xjs_id = prison_people.estimated_xjs_id
    inner join sure on court_people.estimated_xjs_id = sure.estimated_xjs_id
    cross join (
        values
        ('sex', court_people.gender, prison_people.gender),
        ('ethnic group', court_people.ethnic_group, prison_people.ethnic_group),
        (
            'year of birth',
            case when court_people.birth_year is not null then 'known' end,
            case
                when abs(court_people.birth_year - prison_people.birth_year) <= 1 then 'known'
                when prison_people.birth_year is not null then 'another'
            end
        )
    ) as groups (characteristic, in_court, in_prison)
)

select
    characteristic,
    in_court,
    count(*) as n_people,
    round(count(*) filter (where in_prison = in_court) / count(*), 3) as share_same,
    round(count(*) filter (where in_prison <> in_court) / count(*), 3) as share_another,
    round(count(*) filter (where in_prison is null) / count(*), 3) as share_prison_has_none,
    count(*) filter (where is_sure) as n_sure_people,
    round(
        count(*) filter (where is_sure and in_prison = in_court)
        / nullif(count(*) filter (where is_sure), 0), 3
    ) as share_same_if_sure,
from compared
where in_court is not null
group by characteristic, in_court
order by characteristic, in_court
