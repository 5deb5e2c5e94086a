-- Question: Which community orders of magistrates does probation know of, and what becomes of them?
-- Share: magistrates' courts and probation, joined by the linkage of all systems
-- Tables: magistrates.magistrates_defendant_case, probation.probation_flatfile, linking.xjs_link
-- Grain: characteristic, value
-- How: Community sentences on adults passed from 2015 to 2019. Found: probation has an order of the
--   same estimated_xjs_id that was passed within a week of the court's result. For those found:
--   whether the offence has the same date in both systems, requirements, and how the order ended.
-- Caveats: A question of this project, not of the guide. Defendants under 18 are left out: youth
--   offending teams supervise them. Whose age is not known stays in. Several cases of one day can
--   lead to one order. Offence codes of the two tables differ in form, so dates are compared.
with orders as (
    select
        cases.*,
        people.estimated_xjs_id,
        cast(cases.final_result_date as date) as order_date,
    from magistrates.magistrates_defendant_case as cases
    inner join linking.xjs_link as people on cases.row_id_hash = people.row_id_hash
    where
        cases.outcome_group = 'community_sentence'
        and cases.final_result_date between '2015' and '2019-12-31'
        and (cases.age >= 18 or cases.age is null)
),

events as (
    select
        events.*,
        people.estimated_xjs_id,
        cast(events.disposal_date as date) as order_date,
    from probation.probation_flatfile as events
    inner join linking.xjs_link as people on events.row_id_hash = people.row_id_hash
    where events.disposal_type_description ilike '%order%'
),

found as (
    -- One row an order of the court, with the nearest of probation's.
    select
        orders.*,
        events.event_id_hash,
        events.main_offence_date = orders.offence_date as is_same_offence_date,
        events.rqmnt_count,
        events.disposal_termination_reason_desc as end_reason,
    from orders
    left join events
        on
            orders.estimated_xjs_id = events.estimated_xjs_id
            and abs(date_diff('day', orders.order_date, events.order_date)) <= 7
    qualify row_number() over (
        partition by orders.row_id_hash
        order by
            abs(date_diff('day', orders.order_date, events.order_date)),
            events.main_offence_date <> orders.offence_date,
            events.event_id_hash
    ) = 1
)

select
    groups.characteristic,
    coalesce(groups.value, 'not recorded') as value,
    count(*) as n_orders,
    round(count(found.event_id_hash) / count(*), 3) as share_found,
    round(
        count(*) filter (where found.is_same_offence_date)
        / nullif(count(found.event_id_hash), 0), 3
    ) as share_same_offence_date,
    round(avg(found.rqmnt_count), 2) as requirements_an_order,
    round(
        count(*) filter (where found.end_reason ilike 'revoked%')
        / nullif(count(found.end_reason), 0), 3
    ) as share_revoked,
from found
cross join (
    values
    ('all', 'all'),
    ('year', left(found.final_result_date, 4)),
    ('sex', found.gender),
    ('mode of trial', found.mode_of_trial_desc),
    ('ethnic group', found.ethnic_group)
) as groups (characteristic, value)
group by groups.characteristic, groups.value
order by groups.characteristic, value
