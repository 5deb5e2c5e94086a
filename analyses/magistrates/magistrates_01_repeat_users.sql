-- Question: How many people come back to the magistrates' courts, how often, how soon, for what?
-- Share: magistrates' courts
-- Tables: magistrates.magistrates_defendant_case
-- Grain: first_year
-- How: People (estimated_defendant_id) by the year in which they are first seen. An appearance is a
--   day on which a case of the person is heard first; whatever comes after the first one is a
--   return. Returns count up to the end of 2019, as in the Ministry's own report on these data,
--   which found for 2011: 56 % returned, 17 % once, 18 % six times or more.
-- Caveats: Later years had less time to return: compare years by the share within two years, which
--   is null where 2019 ends sooner. Who was in court before 2011 counts as new. People are
--   estimates of the linkage: a person split over two ids looks like two who never return.
with appearances as (
    -- One row a person and day; appearance 1 is the first.
    select
        estimated_defendant_id,
        first_hearing_date,
        min(ho_offence_class) as offence_class,
        row_number() over (
            partition by estimated_defendant_id order by first_hearing_date
        ) as appearance,
    from magistrates.magistrates_defendant_case
    where first_hearing_date <= '2019-12-31'
    group by estimated_defendant_id, first_hearing_date
),

people as (
    select
        estimated_defendant_id,
        cast(min(first_hearing_date) as date) as first_date,
        cast(min(first_hearing_date) filter (where appearance = 2) as date) as second_date,
        count(*) - 1 as n_returns,
        min(offence_class) filter (where appearance = 1) as first_class,
        min(offence_class) filter (where appearance = 2) as second_class,
    from appearances
    group by estimated_defendant_id
)

select
    year(first_date) as first_year,
    count(*) as n_people,
    round(count(*) filter (where n_returns >= 1) / count(*), 3) as share_returned,
    round(count(*) filter (where n_returns = 1) / count(*), 3) as share_returned_once,
    round(count(*) filter (where n_returns >= 6) / count(*), 3) as share_returned_six_or_more,
    case
        when first_year <= 2017
            then round(
                count(*) filter (where second_date < first_date + interval 2 year) / count(*), 3
            )
    end as share_returned_within_two_years,
    median(date_diff('day', first_date, second_date)) as median_days_to_return,
    round(
        count(*) filter (where second_class = first_class)
        / nullif(count(*) filter (where n_returns >= 1), 0), 3
    ) as share_returned_for_like_offence,
from people
group by first_year
order by first_year
