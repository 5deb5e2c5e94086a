-- Question: How do people fare whom home detention curfew lets out early?
-- Share: probation
-- Tables: prison.prison_custodial_journey, magistrates.magistrates_defendant_case,
--   crown.crown_defendant_case, linking.criminal_justice_link
-- Grain: sentence_length, release
-- How: First releases from determinate sentences of up to four years, 2011 to 2019, by length of
--   sentence: those on curfew, by the reason of that release, and all others. Days before the
--   calculated conditional release date; recalled within the journey; back in prison (a new
--   journey) and reoffended (an offence of which either court convicted) within a year of the
--   release.
-- Caveats: Time on remand counts as served. Who is let out early was judged a low risk: a
--   difference is not the curfew's doing. The probation tables have no mark of curfew but a licence
--   condition (probation_04).
with releases as (
    select
        *,
        cast(first_release_date as date) as release_date,
        lead(cast(journey_start_date as date)) over (
            partition by estimated_offender_id order by journey_start_date, journey_id_hash
        ) as next_entry_date,
        date_diff('day', cast(journey_start_date as date), cast(first_release_date as date))
            as days_served,
    from prison.prison_custodial_journey
),

convictions as (
    -- One row a person and day of an offence of which a court convicted.
    select distinct
        people.estimated_mc_cc_ps_dp as person_id,
        cast(cases.offence_date as date) as offence_date,
    from (
        select row_id_hash, offence_date, outcome_group from magistrates.magistrates_defendant_case
        union all
        select row_id_hash, offence_date, outcome_group from crown.crown_defendant_case
    ) as cases
    inner join linking.criminal_justice_link as people on cases.row_id_hash = people.row_id_hash
    where
        cases.outcome_group is not null
        and cases.outcome_group not in ('acquittal', 'withdrawn', 'sent_to_crown')
),

followed as (
    select
        releases.*,
        case
            when releases.sentence_length_days <= 183 then '1 up to six months'
            when releases.sentence_length_days <= 365 then '2 up to a year'
            when releases.sentence_length_days <= 730 then '3 up to two years'
            else '4 up to four years'
        end as sentence_length,
        coalesce(releases.first_release_reason_group = 'hdc', false) as is_on_curfew,
        date_diff('day', releases.release_date, cast(releases.conditional_release_date as date))
            as days_early,
        exists(
            select 1
            from convictions
            where
                convictions.person_id = people.estimated_mc_cc_ps_dp
                and convictions.offence_date > releases.release_date
                and convictions.offence_date <= releases.release_date + interval 1 year
        ) as has_reoffended,
    from releases
    inner join linking.criminal_justice_link as people
        on releases.row_id_hash = people.row_id_hash
    where
        not releases.is_indeterminate_sentence
        and releases.sentence_length_days between 84 and 1461
        and releases.release_date between date '2011-01-01' and date '2019-12-31'
)

select
    coalesce(sentence_length, 'all') as sentence_length,
    if(is_on_curfew, 'on curfew', 'other') as release,
    count(*) as n_releases,
    round(count(*) / sum(count(*)) over (partition by sentence_length), 3) as share_of_releases,
    median(days_served) as median_days_served,
    median(days_early) as median_days_early,
    round(count(*) filter (where number_of_recalls > 0) / count(*), 3) as share_recalled,
    round(
        count(*) filter (where next_entry_date < release_date + interval 1 year) / count(*), 3
    ) as share_back_in_prison,
    round(count(*) filter (where has_reoffended) / count(*), 3) as share_reoffended,
from followed
group by grouping sets ((is_on_curfew), (sentence_length, is_on_curfew))
order by followed.sentence_length nulls first, release
