-- One row here for each booking that was cut in two, or that has a start but is in no journey.
select
    bookings.booking_id,
    count(distinct custody.journey_number) as n_journeys,
from {{ ref('stg_nomis__offender_bookings') }} as bookings
left join {{ ref('people_nomis__custody') }} as custody
    on bookings.booking_id = custody.booking_id
where
    bookings.booking_start_date is not null
    and bookings.root_offender_id is not null
group by bookings.booking_id
having count(distinct custody.journey_number) <> 1
