-- One row a booking that was ever in custody. A booking lies wholly in one journey.
select distinct
    booking_id,
    root_offender_id,
    journey_number,
from {{ ref('people_nomis__custody') }}
