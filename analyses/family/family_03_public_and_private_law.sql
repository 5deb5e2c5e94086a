-- Question: How do private and public law overlap: who is in both, in which order, how do they end?
-- Share: family court
-- Tables: family.family_people, family.family_cases
-- Grain: pathway, role
-- How: People (estimated_party_id) with a private or a public law case about children, by the way
--   they took through the two and by whether they were child or adult in the first: how many, who
--   they are, days from the first case of one kind to that of the other, and how the last one
--   ended.
-- Caveats: Children are linked by name and date of birth mostly, and are found again more surely
--   than adults. Care proceedings in which a private order is made are one public law case. Cases
--   of 2019 and later may have no end yet (share_ended).
with parties as (
    select
        people.estimated_party_id,
        people.role_group,
        people.gender_code,
        people.age_at_receipt,
        people.has_legal_representation,
        case when cases.case_type_code = 'C' then 'public' else 'private' end as law,
        cast(cases.receipt_date as date) as receipt_date,
        cases.outcome_code,
        cases.weeks_to_final_order,
        row_number() over (
            partition by people.estimated_party_id
            order by cases.receipt_date, cases.case_number_hash, people.row_id_hash
        ) as case_order,
        row_number() over (
            partition by people.estimated_party_id
            order by cases.receipt_date desc, cases.case_number_hash desc, people.row_id_hash desc
        ) as order_from_last,
    from family.family_people as people
    inner join family.family_cases as cases
        on people.case_number_hash = cases.case_number_hash
    where cases.case_type_code in ('C', 'P')
),

pathways as (
    select
        estimated_party_id,
        min(receipt_date) filter (where law = 'public') as public_date,
        min(receipt_date) filter (where law = 'private') as private_date,
        case
            when public_date is null then 'private law alone'
            when private_date is null then 'public law alone'
            when private_date <= public_date then 'private law, then public'
            else 'public law, then private'
        end as pathway,
        case
            when min(role_group) filter (where case_order = 1) = 'child' then 'child'
            else 'adult'
        end as role,
        max(gender_code = '2') as is_female,
        min(age_at_receipt) filter (where case_order = 1) as age,
        bool_or(has_legal_representation) as is_represented,
        count(*) as n_cases,
        min(outcome_code) filter (where order_from_last = 1) as last_outcome,
        min(weeks_to_final_order) filter (where order_from_last = 1) as last_weeks,
    from parties
    group by estimated_party_id
)

select
    pathway,
    role,
    count(*) as n_people,
    round(count(*) / sum(count(*)) over (partition by role), 3) as share_of_role,
    median(age) as median_age_at_first_case,
    round(count(*) filter (where is_female) / count(*), 3) as share_female,
    round(count(*) filter (where is_represented) / count(*), 3) as share_ever_represented,
    round(avg(n_cases), 2) as cases_a_person,
    median(abs(date_diff('day', private_date, public_date))) as median_days_between_kinds,
    round(count(last_outcome) / count(*), 3) as share_ended,
    round(count(*) filter (where last_outcome = 'MAD') / nullif(count(last_outcome), 0), 3)
        as share_order_made,
    median(last_weeks) as median_weeks_of_last_case,
from pathways
group by pathway, role
order by role, pathway
