-- Question: How has the use of non-custodial sentences changed over time?
-- Share: probation
-- Tables: probation.probation_flatfile, probation.probation_requirements
-- Grain: year
-- How: Sentences by the year of the disposal: shares of community orders, suspended sentence orders
--   and custody, length of orders, requirements an order, and the share of orders with the most
--   usual kinds of requirement.
-- Caveats: Only sentences that probation manages, with a referral from 2014 to 2020: the first and
--   the last year are not whole. Kinds of order were renamed in 2015 (Offender Rehabilitation Act)
--   and 2020 (Sentencing Code); here they count together. Supervision became rehabilitation
--   activity in 2015, which is a change of law, not of use. For fines see criminal_justice_02.
with sentences as (
    select
        event_id_hash,
        length_in_days,
        rqmnt_count,
        left(disposal_date, 4) as year,
        case
            when disposal_type_description ilike '%community order%' then 'community'
            when disposal_type_description ilike '%suspended%' then 'suspended'
            else 'custody'
        end as sentence,
    from probation.probation_flatfile
    where disposal_type_description is not null and disposal_date between '2014' and '2020-12-31'
    qualify row_number() over (
        partition by
            estimated_offender_id, main_offence_date, disposal_type_description, disposal_date
        order by event_id_hash
    ) = 1
),

requirements as (
    select
        event_id_hash,
        bool_or(rqmnt_type_main_category_desc ilike '%unpaid work%') as has_unpaid_work,
        bool_or(rqmnt_type_main_category_desc ilike '%rehabilitation activity%') as has_rar,
        bool_or(rqmnt_type_main_category_desc ilike '%supervision%') as has_supervision,
        bool_or(rqmnt_type_main_category_desc ilike '%curfew%') as has_curfew,
        bool_or(
            rqmnt_type_main_category_desc ilike '%treatment%'
            or rqmnt_type_main_category_desc ilike '%drug rehabilitation%'
        ) as has_treatment,
    from probation.probation_requirements
    group by event_id_hash
),

joined as (
    select sentences.*, requirements.* exclude (event_id_hash), sentence <> 'custody' as is_order
    from sentences
    left join requirements on sentences.event_id_hash = requirements.event_id_hash
)

select
    year,
    count(*) as n_sentences,
    round(count(*) filter (where sentence = 'community') / count(*), 3) as share_community,
    round(count(*) filter (where sentence = 'suspended') / count(*), 3) as share_suspended,
    round(count(*) filter (where sentence = 'custody') / count(*), 3) as share_custody,
    count(*) filter (where is_order) as n_orders,
    median(length_in_days) filter (where is_order) as median_days_of_orders,
    round(avg(rqmnt_count) filter (where is_order), 2) as requirements_an_order,
    round(count(*) filter (where is_order and has_unpaid_work) / nullif(n_orders, 0), 3)
        as share_unpaid_work,
    round(count(*) filter (where is_order and has_rar) / nullif(n_orders, 0), 3) as share_rar,
    round(count(*) filter (where is_order and has_supervision) / nullif(n_orders, 0), 3)
        as share_supervision,
    round(count(*) filter (where is_order and has_curfew) / nullif(n_orders, 0), 3)
        as share_curfew,
    round(count(*) filter (where is_order and has_treatment) / nullif(n_orders, 0), 3)
        as share_treatment,
from joined
group by year
order by year
