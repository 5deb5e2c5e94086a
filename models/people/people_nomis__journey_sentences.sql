with journey_bookings as (
    select * from {{ ref('people_nomis__journey_bookings') }}
),

chains as (
    select * from {{ ref('people_nomis__sentence_chains') }}
),

sentences as (
    select
        sentences.*,
        types.description as sentence_type_desc,
        types.sentence_kind,
    from {{ ref('stg_nomis__offender_sentences') }} as sentences
    left join {{ ref('nomis_sentence_calc_types') }} as types
        on sentences.sentence_type_code = types.code
),

bands as (
    select * from {{ ref('nomis_sentence_length_bands') }}
),

-- One row a journey with a sentence: what all its sentences say together.
all_sentences as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        min(sentences.sentence_start_date) as sentence_start_date,
        max(sentences.sentence_expiry_date) as sentence_expiry_date,
        max(sentences.licence_expiry_date) as licence_expiry_date,
        max(sentences.post_recall_release_date) as post_recall_release_date,
        max(sentences.supervision_expiry_date) as supervision_expiry_date,
        cast(count(*) filter (
            where sentences.sentence_kind is distinct from 'recall'
        ) as integer) as number_of_sentences,
    from sentences
    inner join journey_bookings on sentences.booking_id = journey_bookings.booking_id
    group by journey_bookings.root_offender_id, journey_bookings.journey_number
),

-- One row a journey with a sentence: the main one is indeterminate before long, long before short.
-- Consecutive sentences count together as a chain; concurrent ones compete.
main_sentences as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        sentences.* exclude (sentence_start_date, sentence_expiry_date),
        sentences.sentence_start_date as main_sentence_start_date,
        sentences.sentence_expiry_date as main_sentence_expiry_date,
        chains.is_indeterminate,
        if(chains.is_indeterminate, null, cast(chains.length_days as integer))
            as sentence_length_days,
        if(chains.is_indeterminate, null, cast(chains.licence_length_days as integer))
            as extended_licence_days,
        chains.number_of_sentences as number_of_consecutive_sentences,
    from chains
    inner join journey_bookings on chains.booking_id = journey_bookings.booking_id
    inner join sentences
        on
            chains.booking_id = sentences.booking_id
            and chains.chain_sequence = sentences.sentence_sequence
    qualify row_number() over (
        partition by journey_bookings.root_offender_id, journey_bookings.journey_number
        order by
            chains.is_indeterminate desc,
            chains.length_days desc nulls last,
            sentences.sentence_start_date asc nulls last,
            sentences.booking_id asc,
            sentences.sentence_sequence asc
    ) = 1
)

select
    main_sentences.root_offender_id,
    main_sentences.journey_number,
    main_sentences.booking_id,
    main_sentences.case_id,
    main_sentences.sentence_type_code,
    main_sentences.sentence_type_desc,
    main_sentences.sentence_kind,
    main_sentences.sentence_category_code,
    categories.description as sentence_category_desc,
    main_sentences.is_indeterminate,
    main_sentences.sentence_length_days,
    main_sentences.extended_licence_days,
    bands.code as sentence_length_band_code,
    bands.description as sentence_length_band_desc,
    all_sentences.number_of_sentences,
    main_sentences.number_of_consecutive_sentences,
    all_sentences.sentence_start_date,
    main_sentences.main_sentence_start_date,
    main_sentences.conditional_release_date,
    main_sentences.automatic_release_date,
    main_sentences.hdc_eligibility_date,
    main_sentences.parole_eligibility_date,
    main_sentences.tariff_date,
    all_sentences.sentence_expiry_date,
    all_sentences.licence_expiry_date,
    all_sentences.post_recall_release_date,
    all_sentences.supervision_expiry_date,
from main_sentences
inner join all_sentences
    on
        main_sentences.root_offender_id = all_sentences.root_offender_id
        and main_sentences.journey_number = all_sentences.journey_number
left join {{ ref('nomis_sentence_categories') }} as categories
    on main_sentences.sentence_category_code = categories.code
left join bands
    on
        if(
            main_sentences.is_indeterminate,
            bands.code = '7',
            main_sentences.sentence_length_days
            between bands.from_days and coalesce(bands.to_days, 999999)
        )
