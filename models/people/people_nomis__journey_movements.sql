with prisons as (
    select * from {{ ref('nomis_prisons') }}
),

movements as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        movements.* exclude (movement_date),
        (movements.movement_date, movements.booking_id, movements.movement_sequence) as place,
        coalesce(reasons.reason_group, '') as reason_group,
    from {{ ref('stg_nomis__offender_external_movements') }} as movements
    inner join {{ ref('people_nomis__journey_bookings') }} as journey_bookings
        on movements.booking_id = journey_bookings.booking_id
    left join {{ ref('nomis_movement_reasons') }} as reasons
        on
            movements.movement_type_code = reasons.movement_type
            and movements.movement_reason_code = reasons.code
    where movements.movement_date is not null
),

-- One row a journey with a movement. An admission after a transfer is no reception, and a journey
-- there and back counts once: what goes out.
journeys as (
    select
        root_offender_id,
        journey_number,
        arg_min(to_agency_code, place) filter (where direction_code = 'IN') as first_prison_code,
        arg_max(to_agency_code, place) filter (where direction_code = 'IN') as last_prison_code,
        cast(count(distinct to_agency_code) filter (where direction_code = 'IN') as integer)
            as number_of_prisons,
        {% for name, condition in [
            ('receptions', "movement_type_code = 'ADM' and reason_group <> 'transfer'"),
            ('releases', "movement_type_code = 'REL' and reason_group <> 'transfer'"),
            ('court_movements', "movement_type_code = 'CRT' and direction_code = 'OUT'"),
            ('transfers', "movement_type_code = 'TRN' and direction_code = 'OUT'"),
            ('temporary_absences', "movement_type_code = 'TAP' and direction_code = 'OUT'"),
            ('escapes', "movement_type_code = 'REL' and reason_group = 'escape'"),
        ] -%}
        cast(count(*) filter (where {{ condition }}) as integer) as number_of_{{ name }},
        {% endfor -%}
        bool_or(movement_type_code = 'REL' and reason_group = 'hdc') as is_released_on_hdc,
    from movements
    group by root_offender_id, journey_number
)

select
    journeys.root_offender_id,
    journeys.journey_number,
    journeys.first_prison_code,
    first_prisons.description as first_prison_desc,
    journeys.last_prison_code,
    last_prisons.description as last_prison_desc,
    journeys.number_of_prisons,
    journeys.number_of_receptions,
    journeys.number_of_releases,
    journeys.number_of_court_movements,
    journeys.number_of_transfers,
    journeys.number_of_temporary_absences,
    journeys.number_of_escapes,
    journeys.is_released_on_hdc,
from journeys
left join prisons as first_prisons on journeys.first_prison_code = first_prisons.code
left join prisons as last_prisons on journeys.last_prison_code = last_prisons.code
