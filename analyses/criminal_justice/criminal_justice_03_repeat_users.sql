-- Question: Who returns to the criminal justice system, how soon, and do outcomes change each time?
-- Share: criminal courts, prisons and probation linking
-- Tables: magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   prison.prison_custodial_journey, probation.probation_flatfile, linking.criminal_justice_link
-- Grain: conviction
-- How: A person's convictions in either court, in order (one a day of first hearing): how many
--   people reach each, who they are, what they get, how many were convicted again within two years
--   (of those up to 2018), after how many days; and how many have ever been in prison or on
--   probation.
-- Caveats: Counted from 2011 in the data, not from the first conviction in life. People with many
--   convictions are a few and weigh much in later rows. Two people joined by mistake look like one
--   frequent user: repeat it with cluster_high of linking.person_clusters.
with cases as (
    select row_id_hash, first_hearing_date, outcome_group, gender, age, ethnic_group
    from magistrates.magistrates_defendant_case
    where outcome_group not in ('acquittal', 'withdrawn', 'sent_to_crown')
    union all
    select row_id_hash, first_hearing_date, outcome_group, gender, age, ethnic_group
    from crown.crown_defendant_case
    where outcome_group is not null
),

conviction_days as (
    select
        people.estimated_mc_cc_ps_dp as person_id,
        cast(cases.first_hearing_date as date) as conviction_date,
        bool_or(cases.outcome_group = 'custody') as has_custody,
        bool_or(cases.outcome_group in ('suspended_sentence', 'community_sentence')) as has_order,
        bool_and(cases.outcome_group = 'fine') as is_fine_only,
        bool_or(cases.gender = 'F') as is_woman,
        bool_or(cases.ethnic_group = 'white') as is_white,
        bool_or(cases.ethnic_group is not null) as is_ethnicity_known,
        min(cases.age) as age,
    from cases
    inner join linking.criminal_justice_link as people on cases.row_id_hash = people.row_id_hash
    group by person_id, conviction_date
),

in_order as (
    select
        *,
        row_number() over (partition by person_id order by conviction_date) as n,
        lead(conviction_date) over (partition by person_id order by conviction_date) as next_date,
    from conviction_days
),

known as (
    select
        people.estimated_mc_cc_ps_dp as person_id,
        count(journeys.row_id_hash) > 0 as is_in_prison,
        count(events.row_id_hash) > 0 as is_on_probation,
    from linking.criminal_justice_link as people
    left join prison.prison_custodial_journey as journeys
        on people.row_id_hash = journeys.row_id_hash
    left join probation.probation_flatfile as events on people.row_id_hash = events.row_id_hash
    group by person_id
)

select
    case
        when n <= 5 then cast(n as varchar)
        when n <= 10 then '6 to 10'
        else '11 and later'
    end as conviction,
    count(*) as n_convictions,
    count(distinct in_order.person_id) as n_people,
    median(age) as median_age,
    round(count(*) filter (where is_woman) / count(*), 3) as share_women,
    round(
        count(*) filter (where is_white) / nullif(count(*) filter (where is_ethnicity_known), 0), 3
    ) as share_white_of_known,
    round(count(*) filter (where has_custody) / count(*), 3) as share_custody,
    round(count(*) filter (where has_order) / count(*), 3) as share_suspended_or_community,
    round(count(*) filter (where is_fine_only) / count(*), 3) as share_fine_only,
    round(
        count(*) filter (
            where year(conviction_date) <= 2018 and next_date < conviction_date + interval 2 year
        ) / nullif(count(*) filter (where year(conviction_date) <= 2018), 0), 3
    ) as share_again_within_two_years,
    median(date_diff('day', conviction_date, next_date)) as median_days_to_next,
    round(count(*) filter (where is_in_prison) / count(*), 3) as share_ever_in_prison,
    round(count(*) filter (where is_on_probation) / count(*), 3) as share_ever_on_probation,
from in_order
inner join known on in_order.person_id = known.person_id
group by conviction
order by min(n)
