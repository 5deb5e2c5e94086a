with stays as (
    select * from {{ ref('people_nomis__custody') }}
),

-- One row a journey: its dates, and why it began and ended.
journeys as (
    select
        root_offender_id,
        journey_number,
        arg_min(booking_id, spell_number) as first_booking_id,
        min(spell_start_date) as journey_start_date,
        if(bool_or(spell_end_date is null), null, max(spell_end_date)) as journey_end_date,
        min(spell_end_date) as first_release_date,
        min(spell_start_date) filter (where is_recall and spell_number > 1) as first_recall_date,
        max(spell_start_date) as last_reception_date,
        cast(count(*) filter (where is_recall) as integer) as number_of_recalls,
        cast(count(*) as integer) as number_of_spells,
        cast(count(distinct booking_id) as integer) as number_of_bookings,
        if(
            bool_or(spell_end_date is null),
            null,
            cast(sum(spell_end_date - spell_start_date) as integer)
        ) as days_in_custody,
        first(admission_reason_code order by spell_number) as admission_reason_code,
        first(admission_reason_code order by spell_number) filter (
            where is_recall and spell_number > 1
        ) as first_recall_reason_code,
        first(release_reason_code order by spell_end_date nulls last, spell_number)
            as first_release_reason_code,
        if(
            bool_or(spell_end_date is null),
            null,
            last(release_reason_code order by spell_number)
        ) as release_reason_code,
    from stays
    group by root_offender_id, journey_number
),

reasons as (
    select * from {{ ref('nomis_movement_reasons') }}
)

select
    journeys.*,
    cast(journeys.journey_start_date - lag(journeys.journey_end_date) over (
        partition by journeys.root_offender_id order by journeys.journey_number
    ) as integer) as days_since_last_journey,
    cast(journeys.first_release_date - journeys.journey_start_date as integer)
        as days_to_first_release,
    -- A recall that opens the journey follows no release of it.
    if(
        journeys.first_recall_date >= journeys.first_release_date,
        cast(journeys.first_recall_date - journeys.first_release_date as integer),
        null
    ) as days_to_first_recall,
    -- Remand ends with the sentence, or with a release before it.
    cast(least(
        coalesce(statuses.remand_end_date, journeys.journey_end_date),
        if(
            journeys.first_release_date >= statuses.remand_start_date,
            journeys.first_release_date,
            null
        )
    ) - statuses.remand_start_date as integer) as days_on_remand,
    {% for name in ['admission', 'first_recall', 'first_release', 'release'] -%}
    {{ name }}_reasons.description as {{ name }}_reason_desc,
    {{ name }}_reasons.reason_group as {{ name }}_reason_group,
    {% endfor %}
from journeys
left join {{ ref('people_nomis__journey_statuses') }} as statuses
    on
        journeys.root_offender_id = statuses.root_offender_id
        and journeys.journey_number = statuses.journey_number
{% for name, movement_type in [
    ('admission', 'ADM'), ('first_recall', 'ADM'), ('first_release', 'REL'), ('release', 'REL'),
] -%}
left join reasons as {{ name }}_reasons
    on
        {{ name }}_reasons.movement_type = '{{ movement_type }}'
        and journeys.{{ name }}_reason_code = {{ name }}_reasons.code
{% endfor %}
