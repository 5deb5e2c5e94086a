{%- set before_sentence = "('REMAND', 'CONVICTED_UNSENTENCED')" -%}

-- A status that the list does not know has no band; it is the least binding.
with statuses as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        statuses.booking_id,
        statuses.status_sequence,
        statuses.effective_date,
        statuses.imprisonment_status_code,
        codes.description as imprisonment_status_desc,
        cast(codes.band as integer) as imprisonment_status_band,
        codes.legal_status as legal_status_code,
        legal_statuses.description as legal_status_desc,
        coalesce(codes.legal_status in {{ before_sentence }}, false) as is_before_sentence,
        if(codes.band = 0, 99, coalesce(codes.band, 100)) as binding_rank,
    from {{ ref('stg_nomis__offender_imprison_statuses') }} as statuses
    inner join {{ ref('people_nomis__journey_bookings') }} as journey_bookings
        on statuses.booking_id = journey_bookings.booking_id
    left join {{ ref('nomis_imprisonment_statuses') }} as codes
        on statuses.imprisonment_status_code = codes.code
    left join {{ ref('nomis_legal_statuses') }} as legal_statuses
        on codes.legal_status = legal_statuses.code
    where statuses.imprisonment_status_code is not null
),

placed as (
    select
        *,
        row_number() over (
            partition by root_offender_id, journey_number
            order by binding_rank, effective_date nulls last, booking_id, status_sequence
        ) as binding_place,
        row_number() over in_time as first_place,
        row_number() over (
            partition by root_offender_id, journey_number
            order by effective_date desc nulls last, booking_id desc, status_sequence desc
        ) as last_place,
        min(effective_date) filter (where is_before_sentence) over (
            partition by root_offender_id, journey_number
        ) as remand_start_date,
    from statuses
    window in_time as (
        partition by root_offender_id, journey_number
        order by effective_date nulls last, booking_id, status_sequence
    )
)

-- One row a journey with a status: the most binding one (the first of equals), the first and the
-- latest, and how long it was held before sentence.
select
    root_offender_id,
    journey_number,
    {% for prefix, place in [('', 'binding'), ('first_', 'first'), ('last_', 'last')] -%}
    {% for column in [
        'imprisonment_status_code', 'imprisonment_status_desc', 'imprisonment_status_band',
        'legal_status_code', 'legal_status_desc',
    ] -%}
    any_value({{ column }}) filter (where {{ place }}_place = 1) as {{ prefix }}{{ column }},
    {% endfor -%}
    {% endfor -%}
    min(remand_start_date) as remand_start_date,
    min(effective_date) filter (
        where not is_before_sentence and effective_date >= remand_start_date
    ) as remand_end_date,
from placed
group by root_offender_id, journey_number
