-- The numbers of a case are those of its rows in the other tables. Mend: people_familyman__cases.
-- Parties can be more than people: local authorities are no people.
with events as (
    select
        case_number_hash,
        count(*) filter (where event_group = 'application') as n_applications,
        count(*) filter (where event_group = 'order') as n_orders,
        count(*) filter (where hearing_date is not null and not is_hearing_vacated) as n_hearings,
    from {{ ref('family_events') }}
    group by case_number_hash
),

people as (
    select
        case_number_hash,
        count(*) as n_people,
        count(*) filter (where role_group = 'child') as n_children,
    from {{ ref('family_people') }}
    group by case_number_hash
)

select
    cases.case_number_hash,
    cases.number_of_applications,
    cases.number_of_orders,
    cases.number_of_hearings,
    cases.number_of_parties,
    cases.number_of_children,
    events.* exclude (case_number_hash),
    people.* exclude (case_number_hash),
from {{ ref('family_cases') }} as cases
left join events on cases.case_number_hash = events.case_number_hash
left join people on cases.case_number_hash = people.case_number_hash
where
    cases.number_of_applications <> coalesce(events.n_applications, 0)
    or cases.number_of_orders <> coalesce(events.n_orders, 0)
    or cases.number_of_hearings <> coalesce(events.n_hearings, 0)
    or cases.number_of_children <> coalesce(people.n_children, 0)
    or cases.number_of_parties < coalesce(people.n_people, 0)
