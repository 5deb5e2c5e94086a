{#- Days between leaving and entering custody that do not part a journey. -#}
{%- set gap_days = var('prison_journey_gap_days', 1) -%}

with bookings as (
    select * from {{ ref('stg_nomis__offender_bookings') }}
),

movements as (
    select * from {{ ref('stg_nomis__offender_external_movements') }}
),

sentences as (
    select * from {{ ref('stg_nomis__offender_sentences') }}
),

reasons as (
    select * from {{ ref('nomis_movement_reasons') }}
),

-- Movements that enter or leave custody; court, transfer and temporary absence do neither.
boundaries as (
    select
        movements.booking_id,
        movements.movement_date,
        movements.movement_sequence,
        if(movements.movement_type_code = 'ADM', 'in', 'out') as direction,
        movements.movement_reason_code,
        coalesce(reasons.reason_group = 'recall', false) as is_recall,
    from movements
    left join reasons
        on
            movements.movement_type_code = reasons.movement_type
            and movements.movement_reason_code = reasons.code
    where
        movements.movement_type_code in ('ADM', 'REL')
        and movements.movement_date is not null
        and coalesce(reasons.reason_group, '') <> 'transfer'
),

first_boundaries as (
    select
        booking_id,
        arg_min(direction, (movement_date, movement_sequence)) as first_direction,
    from boundaries
    group by booking_id
),

-- A booking without an admission begins on its own start date, for the reason it states.
admissions_from_bookings as (
    select
        bookings.booking_id,
        bookings.booking_start_date as movement_date,
        -1 as movement_sequence,
        'in' as direction,
        bookings.admission_reason_code as movement_reason_code,
        coalesce(reasons.reason_group = 'recall', false) as is_recall,
    from bookings
    left join first_boundaries on bookings.booking_id = first_boundaries.booking_id
    left join reasons
        on
            reasons.movement_type = 'ADM'
            and bookings.admission_reason_code = reasons.code
    where
        first_boundaries.first_direction is distinct from 'in'
        and bookings.booking_start_date is not null
),

all_boundaries as (
    select
        *,
        lag(direction) over (
            partition by booking_id
            order by movement_sequence = -1 desc, movement_date asc, movement_sequence asc
        ) as previous_direction,
    from (
        select * from boundaries
        union all
        select * from admissions_from_bookings
    )
),

-- In and out take turns: an entry while in, or a release while out, changes nothing.
changes as (
    select
        *,
        lead(movement_date) over in_order as next_date,
        lead(movement_reason_code) over in_order as next_reason_code,
    from all_boundaries
    where direction is distinct from previous_direction
    window in_order as (
        partition by booking_id
        order by movement_sequence = -1 desc, movement_date asc, movement_sequence asc
    )
),

-- One row a booking: how long its licences run. A life sentence, or a date unknown, has no end.
licences as (
    select
        booking_id,
        max(coalesce(
            greatest(sentence_expiry_date, licence_expiry_date),
            sentence_end_date,
            date '9999-12-31'
        )) as licence_end_date,
    from sentences
    group by booking_id
),

-- One row a stay in custody. Stays of one booking do not overlap.
spells as (
    select
        bookings.root_offender_id,
        changes.booking_id,
        changes.movement_sequence,
        changes.movement_date as spell_start_date,
        if(
            changes.next_date is null and bookings.booking_end_date is null,
            null,
            greatest(
                changes.movement_date,
                coalesce(changes.next_date, bookings.booking_end_date)
            )
        ) as spell_end_date,
        changes.movement_reason_code as admission_reason_code,
        changes.next_reason_code as release_reason_code,
        changes.is_recall,
        licences.licence_end_date,
        max(changes.movement_date) over (
            partition by changes.booking_id
        ) as last_booking_spell_date,
    from changes
    inner join bookings on changes.booking_id = bookings.booking_id
    left join licences on changes.booking_id = licences.booking_id
    where
        changes.direction = 'in'
        and bookings.root_offender_id is not null
),

-- Until when a later stay still belongs to the journey of this one and of those before it.
reaches as (
    select
        *,
        max(greatest(
            coalesce(spell_end_date + {{ gap_days }}, date '9999-12-31'),
            last_booking_spell_date
        )) over earlier as custody_reach,
        max(licence_end_date) over earlier as licence_reach,
    from spells
    window earlier as (
        partition by root_offender_id
        order by spell_start_date, booking_id, movement_sequence
        rows between unbounded preceding and 1 preceding
    )
)

select
    root_offender_id,
    cast(sum(
        if(
            coalesce(spell_start_date <= custody_reach, false)
            or coalesce(is_recall and spell_start_date <= licence_reach, false),
            0,
            1
        )
    ) over in_order as integer) as journey_number,
    cast(row_number() over in_order as integer) as spell_number,
    booking_id,
    spell_start_date,
    spell_end_date,
    admission_reason_code,
    release_reason_code,
    is_recall,
from reaches
window in_order as (
    partition by root_offender_id
    order by spell_start_date, booking_id, movement_sequence
    rows between unbounded preceding and current row
)
