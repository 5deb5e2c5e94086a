with custody as (
    select * from {{ ref('people_nomis__custody') }}
),

chain_lengths as (
    select * from {{ ref('people_nomis__sentence_chains') }}
),

sentences as (
    select * from {{ ref('stg_nomis__offender_sentences') }}
),

charges as (
    select * from {{ ref('stg_nomis__offender_charges') }}
),

cases as (
    select * from {{ ref('stg_nomis__offender_cases') }}
),

statuses as (
    select
        statuses.*,
        codes.band,
        codes.legal_status,
    from {{ ref('stg_nomis__offender_imprison_statuses') }} as statuses
    inner join {{ ref('nomis_imprisonment_statuses') }} as codes
        on statuses.imprisonment_status_code = codes.code
),

movements as (
    select * from {{ ref('stg_nomis__offender_external_movements') }}
),

-- One row a journey: its dates, and why it began and ended.
journeys as (
    select
        root_offender_id,
        journey_number,
        arg_min(booking_id, spell_number) as first_booking_id,
        min(spell_start_date) as journey_start_date,
        if(
            bool_or(spell_end_date is null), null, max(spell_end_date)
        ) as journey_end_date,
        min(spell_end_date) as first_release_date,
        min(spell_start_date) filter (
            where is_recall and spell_number > 1
        ) as first_recall_date,
        cast(count(*) filter (where is_recall) as integer) as number_of_recalls,
        cast(count(*) as integer) as number_of_spells,
        cast(count(distinct booking_id) as integer) as number_of_bookings,
        if(
            bool_or(spell_end_date is null),
            null,
            cast(sum(spell_end_date - spell_start_date) as integer)
        ) as days_in_custody,
        first(admission_reason_code order by spell_number) as admission_reason_code,
        last(release_reason_code order by spell_number) as release_reason_code,
    from custody
    group by root_offender_id, journey_number
),

-- One row a booking. A booking lies wholly in one journey.
journey_bookings as (
    select distinct
        booking_id,
        root_offender_id,
        journey_number,
    from custody
),

-- One row a journey with a sentence: the main one is indeterminate before long, long before short.
main_sentences as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        sentences.booking_id,
        sentences.case_id,
        sentences.sentence_type_code,
        chain_lengths.is_indeterminate,
        if(
            chain_lengths.is_indeterminate, null, cast(chain_lengths.length_days as integer)
        ) as sentence_length_days,
        min(sentences.sentence_start_date) over (
            partition by journey_bookings.root_offender_id, journey_bookings.journey_number
        ) as sentence_start_date,
        sentences.conditional_release_date,
        sentences.hdc_eligibility_date,
        sentences.parole_eligibility_date,
        sentences.tariff_date,
        max(sentences.sentence_expiry_date) over (
            partition by journey_bookings.root_offender_id, journey_bookings.journey_number
        ) as sentence_expiry_date,
    from chain_lengths
    inner join journey_bookings on chain_lengths.booking_id = journey_bookings.booking_id
    inner join sentences
        on
            chain_lengths.booking_id = sentences.booking_id
            and chain_lengths.chain_sequence = sentences.sentence_sequence
    qualify row_number() over (
        partition by journey_bookings.root_offender_id, journey_bookings.journey_number
        order by
            chain_lengths.is_indeterminate desc,
            chain_lengths.length_days desc nulls last,
            sentences.sentence_start_date asc nulls last,
            sentences.booking_id asc,
            sentences.sentence_sequence asc
    ) = 1
),

-- One row a journey with a charge: the flagged charge, at best one in the case of the sentence.
main_charges as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        charges.offence_code,
        charges.offence_date,
        charges.plea_code,
        cases.case_type_code,
    from charges
    inner join journey_bookings on charges.booking_id = journey_bookings.booking_id
    left join cases on charges.case_id = cases.case_id
    left join main_sentences
        on
            journey_bookings.root_offender_id = main_sentences.root_offender_id
            and journey_bookings.journey_number = main_sentences.journey_number
    qualify row_number() over (
        partition by journey_bookings.root_offender_id, journey_bookings.journey_number
        order by
            coalesce(charges.is_most_serious, false) desc,
            coalesce(charges.case_id = main_sentences.case_id, false) desc,
            coalesce(charges.booking_id = main_sentences.booking_id, false) desc,
            charges.charge_id asc
    ) = 1
),

-- One row a journey with a known status: the most binding one, the first of equals.
main_statuses as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        statuses.imprisonment_status_code,
        statuses.legal_status,
        min(statuses.effective_date) filter (
            where statuses.legal_status in ('REMAND', 'CONVICTED_UNSENTENCED')
        ) over (
            partition by journey_bookings.root_offender_id, journey_bookings.journey_number
        ) as remand_start_date,
    from statuses
    inner join journey_bookings on statuses.booking_id = journey_bookings.booking_id
    qualify row_number() over (
        partition by journey_bookings.root_offender_id, journey_bookings.journey_number
        order by
            if(statuses.band = 0, 99, statuses.band),
            statuses.effective_date nulls last,
            statuses.booking_id,
            statuses.status_sequence
    ) = 1
),

-- One row a journey: the first establishment entered and the last one left or held in.
establishments as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        arg_min(
            movements.to_agency_code,
            (movements.movement_date, movements.booking_id, movements.movement_sequence)
        ) filter (where movements.direction_code = 'IN') as first_prison_code,
        arg_max(
            movements.to_agency_code,
            (movements.movement_date, movements.booking_id, movements.movement_sequence)
        ) filter (where movements.direction_code = 'IN') as last_prison_code,
    from movements
    inner join journey_bookings on movements.booking_id = journey_bookings.booking_id
    where movements.movement_date is not null
    group by journey_bookings.root_offender_id, journey_bookings.journey_number
)

select
    journeys.root_offender_id,
    journeys.journey_number,
    journeys.first_booking_id,
    journeys.journey_start_date,
    journeys.journey_end_date,
    main_statuses.remand_start_date,
    main_sentences.sentence_start_date,
    journeys.first_release_date,
    journeys.first_recall_date,
    journeys.number_of_spells,
    journeys.number_of_bookings,
    journeys.number_of_recalls,
    journeys.days_in_custody,
    journeys.admission_reason_code,
    if(
        journeys.journey_end_date is null, null, journeys.release_reason_code
    ) as release_reason_code,
    establishments.first_prison_code,
    establishments.last_prison_code,
    main_statuses.imprisonment_status_code,
    main_statuses.legal_status as legal_status_code,
    main_sentences.sentence_type_code,
    main_sentences.is_indeterminate,
    main_sentences.sentence_length_days,
    main_sentences.conditional_release_date,
    main_sentences.hdc_eligibility_date,
    main_sentences.parole_eligibility_date,
    main_sentences.tariff_date,
    main_sentences.sentence_expiry_date,
    main_charges.offence_code as main_offence_code,
    main_charges.offence_date as main_offence_date,
    main_charges.plea_code as main_offence_plea_code,
    main_charges.case_type_code,
from journeys
left join main_sentences
    on
        journeys.root_offender_id = main_sentences.root_offender_id
        and journeys.journey_number = main_sentences.journey_number
left join main_charges
    on
        journeys.root_offender_id = main_charges.root_offender_id
        and journeys.journey_number = main_charges.journey_number
left join main_statuses
    on
        journeys.root_offender_id = main_statuses.root_offender_id
        and journeys.journey_number = main_statuses.journey_number
left join establishments
    on
        journeys.root_offender_id = establishments.root_offender_id
        and journeys.journey_number = establishments.journey_number
