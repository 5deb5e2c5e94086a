-- Question: How many people use the family court again, how often and how soon?
-- Share: family court
-- Tables: family.family_people, family.family_cases
-- Grain: case_type, first_year
-- How: Adults (all roles but child; estimated_party_id) by type and year of their first case: how
--   many have a later case, of any type and of the same type, three cases or more, and another one
--   within two years (first cases up to 2018).
-- Caveats: Family records often lack a date of birth or an address, so that people are split over
--   ids more than in the criminal courts: repeat use is understated, most for divorces and
--   respondents. A linked application in an open case is one case. Later years had less time.
with parties as (
    -- One row an adult and case.
    select distinct
        people.estimated_party_id,
        people.case_number_hash,
        cases.case_type_desc,
        cast(cases.receipt_date as date) as receipt_date,
    from family.family_people as people
    inner join family.family_cases as cases
        on people.case_number_hash = cases.case_number_hash
    where people.role_group <> 'child'
),

in_order as (
    select
        *,
        row_number() over (
            partition by estimated_party_id order by receipt_date, case_number_hash
        ) as case_number,
    from parties
),

adults as (
    select
        estimated_party_id,
        min(case_type_desc) filter (where case_number = 1) as case_type,
        min(receipt_date) as first_date,
        min(receipt_date) filter (where case_number = 2) as second_date,
        count(*) as n_cases,
        array_agg(case_type_desc order by case_number)[2:] as later_types,
    from in_order
    group by estimated_party_id
)

select
    coalesce(case_type, 'all') as case_type,
    coalesce(cast(year(first_date) as varchar), 'all') as first_year,
    count(*) as n_people,
    round(count(*) filter (where n_cases > 1) / count(*), 3) as share_with_later_case,
    round(count(*) filter (where list_contains(later_types, case_type)) / count(*), 3)
        as share_with_later_case_of_type,
    round(count(*) filter (where n_cases > 2) / count(*), 3) as share_with_three_or_more,
    case
        when coalesce(first_year, 'all') <> 'all' and first_year <= '2018'
            then round(
                count(*) filter (where second_date < first_date + interval 2 year) / count(*), 3
            )
    end as share_again_within_two_years,
    median(date_diff('day', first_date, second_date)) as median_days_to_next_case,
from adults
group by grouping sets ((), (case_type), (year(first_date)), (case_type, year(first_date)))
order by adults.case_type nulls first, first_year desc
