with sentences as (
    select * from {{ ref('stg_nomis__offender_sentences') }}
),

sentence_types as (
    select * from {{ ref('nomis_sentence_calc_types') }}
),

-- One row a term: its days from the day on which it starts.
terms as (
    select
        terms.booking_id,
        terms.sentence_sequence,
        coalesce(term_codes.is_custodial, true) as is_custodial,
        terms.term_code = 'LIC' as is_licence,
        coalesce(terms.is_life, false) as is_life,
        coalesce(terms.term_start_date, sentences.sentence_start_date, date '2010-01-01')
            as start_date,
        cast(
            start_date
            + to_years(cast(least(coalesce(terms.years, 0), 999) as integer))
            + to_months(cast(least(coalesce(terms.months, 0), 999) as integer))
            + to_days(cast(
                least(7 * coalesce(terms.weeks, 0) + coalesce(terms.days, 0), 999999)
                as integer
            ))
            as date
        ) - start_date as length_days,
    from {{ ref('stg_nomis__offender_sentence_terms') }} as terms
    inner join sentences
        on
            terms.booking_id = sentences.booking_id
            and terms.sentence_sequence = sentences.sentence_sequence
    left join {{ ref('nomis_sentence_terms') }} as term_codes
        on terms.term_code = term_codes.code
),

-- One row a sentence with a term: custodial terms added up, and those of an extension of licence.
sentence_lengths as (
    select
        booking_id,
        sentence_sequence,
        bool_or(is_life and is_custodial) as is_life,
        sum(length_days) filter (where is_custodial) as length_days,
        sum(length_days) filter (where is_licence) as licence_length_days,
    from terms
    group by booking_id, sentence_sequence
),

-- One row a sentence. It can follow only one with a smaller number, so that every chain ends; a
-- sentence that claims to follow a later one or a missing one counts as concurrent.
chain_links as (
    select
        sentences.booking_id,
        sentences.sentence_sequence,
        former.sentence_sequence as former_sequence,
    from sentences
    left join sentences as former
        on
            sentences.booking_id = former.booking_id
            and sentences.consecutive_to_sequence = former.sentence_sequence
            and sentences.sentence_sequence > former.sentence_sequence
),

chains as (
    with recursive steps as (
        select
            booking_id,
            sentence_sequence,
            sentence_sequence as chain_sequence,
        from chain_links
        where former_sequence is null

        union all

        select
            chain_links.booking_id,
            chain_links.sentence_sequence,
            steps.chain_sequence,
        from chain_links
        inner join steps
            on
                chain_links.booking_id = steps.booking_id
                and chain_links.former_sequence = steps.sentence_sequence
    )

    select * from steps
)

-- One row a chain of consecutive sentences.
select
    chains.booking_id,
    chains.chain_sequence,
    coalesce(bool_or(sentence_lengths.is_life), false)
    or coalesce(bool_or(sentence_types.sentence_kind = 'indeterminate'), false)
        as is_indeterminate,
    sum(sentence_lengths.length_days) as length_days,
    sum(sentence_lengths.licence_length_days) as licence_length_days,
    cast(count(*) as integer) as number_of_sentences,
from chains
inner join sentences
    on
        chains.booking_id = sentences.booking_id
        and chains.sentence_sequence = sentences.sentence_sequence
left join sentence_types on sentences.sentence_type_code = sentence_types.code
left join sentence_lengths
    on
        chains.booking_id = sentence_lengths.booking_id
        and chains.sentence_sequence = sentence_lengths.sentence_sequence
group by chains.booking_id, chains.chain_sequence
