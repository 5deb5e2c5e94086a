-- Question: How does reoffending differ after short and long custody, and after a community order?
-- Share: probation
-- Tables: prison.prison_custodial_journey, probation.probation_flatfile,
--   magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.criminal_justice_link
-- Grain: sentence, record
-- How: First releases from determinate sentences and starts of community and suspended sentence
--   orders, 2014 to 2018, by length of custody and by whether the person had been convicted more
--   than twice before: the share who offended within one and two years and were convicted, and how
--   many offences these were on average (days with an offence).
-- Caveats: Courts give custody to those with the longer record and the graver offence; splitting by
--   the record allows for little of that. Time in prison is time in which one cannot offend. Short
--   custody for offences from February 2015 is followed by a year of supervision. Offences tried
--   after 2020 are not seen.
with convictions as (
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

starts as (
    select
        row_id_hash,
        cast(first_release_date as date) as release_date,
        case
            when sentence_length_days <= 91 then '1 custody up to three months'
            when sentence_length_days <= 183 then '2 custody up to six months'
            when sentence_length_days < 365 then '3 custody under a year'
            when sentence_length_days < 730 then '4 custody under two years'
            when sentence_length_days < 1461 then '5 custody under four years'
            else '6 custody of four years and more'
        end as sentence,
    from prison.prison_custodial_journey
    where not is_indeterminate_sentence and sentence_length_days is not null
    union all
    select
        row_id_hash,
        cast(disposal_date as date) as release_date,
        case
            when disposal_type_description ilike '%suspended%' then '8 suspended sentence order'
            else '7 community order'
        end as sentence,
    from probation.probation_flatfile
    where disposal_type_description ilike '%order%'
    qualify row_number() over (
        partition by
            estimated_offender_id, main_offence_date, disposal_type_description, disposal_date
        order by event_id_hash
    ) = 1
),

releases as (
    select starts.*, people.estimated_mc_cc_ps_dp as person_id
    from starts
    inner join linking.criminal_justice_link as people on starts.row_id_hash = people.row_id_hash
    where starts.release_date between date '2014-01-01' and date '2018-12-31'
),

followed as (
    select
        releases.sentence,
        releases.person_id,
        releases.release_date,
        count(*) filter (where convictions.offence_date < releases.release_date) as n_before,
        count(*) filter (
            where
            convictions.offence_date > releases.release_date
            and convictions.offence_date <= releases.release_date + interval 1 year
        ) as n_in_one_year,
        count(*) filter (
            where
            convictions.offence_date > releases.release_date
            and convictions.offence_date <= releases.release_date + interval 2 year
        ) as n_in_two_years,
    from releases
    left join convictions on releases.person_id = convictions.person_id
    group by releases.sentence, releases.person_id, releases.release_date
)

select
    sentence,
    case when n_before > 2 then 'convicted three times or more' else 'convicted less often' end
        as record,
    count(*) as n_people_and_days,
    round(count(*) filter (where n_in_one_year > 0) / count(*), 3) as share_reoffended_in_one_year,
    round(count(*) filter (where n_in_two_years > 0) / count(*), 3)
        as share_reoffended_in_two_years,
    round(avg(n_in_two_years), 2) as offences_in_two_years,
from followed
group by sentence, record
order by sentence, record
