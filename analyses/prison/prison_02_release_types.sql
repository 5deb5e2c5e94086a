-- Question: After which kinds of release do people come back to prison less?
-- Share: prisons
-- Tables: prison.prison_custodial_journey
-- Grain: release_reason
-- How: Releases that ended a journey under sentence from 2011 to September 2019 by reason: how many
--   of the people entered prison again within one and two years (a new journey of the same
--   estimated_offender_id, on remand or under sentence), and after how many days.
-- Caveats: Nobody is released by lot: curfew goes to the lowest risk, release after recall to the
--   highest, so that no difference is an effect of the release. The reason is that of the last
--   release: a journey with a recall shows how the recall ended. People who left the country or
--   died cannot return; small groups (n_releases) move by chance.
with releases as (
    select
        *,
        cast(journey_end_date as date) as release_date,
        lead(cast(journey_start_date as date)) over (
            partition by estimated_offender_id order by journey_start_date, journey_id_hash
        ) as next_entry_date,
    from prison.prison_custodial_journey
),

followed as (
    select
        *,
        coalesce(next_entry_date < release_date + interval 1 year, false) as is_back_in_one_year,
        coalesce(next_entry_date < release_date + interval 2 year, false) as is_back_in_two_years,
    from releases
    where
        sentence_start_date is not null
        and release_date between date '2011-01-01' and date '2019-09-30'
)

select
    case
        when grouping(release_reason_desc) = 1 then 'all'
        else coalesce(release_reason_desc, 'not recorded')
    end as release_reason,
    count(*) as n_releases,
    median(age_at_start) as median_age_at_entry,
    median(days_in_custody) as median_days_in_custody,
    round(avg(number_of_recalls), 2) as recalls_a_journey,
    round(count(*) filter (where is_back_in_one_year) / count(*), 3) as share_back_in_one_year,
    round(count(*) filter (where is_back_in_two_years) / count(*), 3) as share_back_in_two_years,
    median(date_diff('day', release_date, next_entry_date)) filter (where is_back_in_two_years)
        as median_days_to_return,
from followed
group by grouping sets ((release_reason_desc), ())
order by n_releases desc, release_reason
