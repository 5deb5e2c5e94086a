-- Question: Are people whom the Crown Court sends to prison found there, and were they on remand?
-- Share: Crown Court and prisons, joined by the linkage of all systems
-- Tables: crown.crown_defendant_case, prison.prison_custodial_journey, linking.xjs_link
-- Grain: sentence, year
-- How: Sentences to immediate custody by length and by year of the last hearing. A person is found
--   if a journey of the same estimated_xjs_id holds the day of the last hearing, or begins within
--   two weeks of it. On remand: that journey began before the day. Served: days from the journey's
--   start to the first release, over the sentence of the court.
-- Caveats: A question of this project, not of the guide. Who is not found was linked wrongly or not
--   at all, or is a false link on the Crown's side: this is a check of the linkage as much as a
--   finding. The last hearing is taken as the day of the sentence. Sentences after June 2021 are
--   left out, since the prison table ends in September.
with sentences as (
    select
        cases.row_id_hash,
        people.estimated_xjs_id,
        cast(cases.final_hearing_date as date) as sentence_date,
        cases.sentence_length_days,
    from crown.crown_defendant_case as cases
    inner join linking.xjs_link as people on cases.row_id_hash = people.row_id_hash
    where
        cases.outcome_group = 'custody'
        and cases.sentence_length_days is not null
        and cases.final_hearing_date <= '2021-06-30'
),

journeys as (
    select
        people.estimated_xjs_id,
        cast(journeys.journey_start_date as date) as start_date,
        coalesce(cast(journeys.journey_end_date as date), date '2999-12-31') as end_date,
        cast(journeys.first_release_date as date) as release_date,
    from prison.prison_custodial_journey as journeys
    inner join linking.xjs_link as people on journeys.row_id_hash = people.row_id_hash
),

found as (
    -- One row a sentence, with the earliest journey that fits.
    select sentences.*, journeys.start_date, journeys.release_date
    from sentences
    left join journeys
        on
            sentences.estimated_xjs_id = journeys.estimated_xjs_id
            and sentences.sentence_date + 14 >= journeys.start_date
            and sentences.sentence_date <= journeys.end_date
    qualify row_number() over (
        partition by sentences.row_id_hash
        order by journeys.start_date, journeys.release_date
    ) = 1
),

banded as (
    select
        *,
        year(sentence_date) as sentence_year,
        case
            when sentence_length_days < 365 then '1 under a year'
            when sentence_length_days < 1461 then '2 one to four years'
            else '3 four years and more, or life'
        end as sentence,
    from found
)

select
    coalesce(sentence, 'all') as sentence,
    coalesce(cast(sentence_year as varchar), 'all') as year,
    count(*) as n_sentences,
    round(count(start_date) / count(*), 3) as share_found,
    round(count(*) filter (where start_date < sentence_date) / nullif(count(start_date), 0), 3)
        as share_on_remand,
    median(date_diff('day', start_date, sentence_date)) filter (where start_date < sentence_date)
        as median_days_on_remand,
    round(
        median(date_diff('day', start_date, release_date) / nullif(sentence_length_days, 0)), 3
    ) as median_served_to_sentence,
from banded
group by grouping sets ((), (sentence), (sentence_year))
order by banded.sentence nulls first, banded.sentence_year nulls first
