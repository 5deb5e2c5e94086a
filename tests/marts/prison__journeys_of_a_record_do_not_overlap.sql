-- One row here for each journey that begins before, or with, the end of the one before it.
select
    offender_id_hash,
    journey_number,
    journey_start_date,
    lag(coalesce(journey_end_date, '9999-12-31')) over (
        partition by offender_id_hash order by journey_number
    ) as previous_end_date,
from {{ ref('prison_custodial_journey') }}
qualify journey_start_date <= previous_end_date
