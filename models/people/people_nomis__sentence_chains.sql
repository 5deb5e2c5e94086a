with sentences as (
    select * from {{ ref('stg_nomis__offender_sentences') }}
),

sentence_types as (
    select * from {{ ref('nomis_sentence_calc_types') }}
),

terms as (
    select
        terms.*,
        coalesce(term_codes.is_custodial, true) as is_custodial,
    from {{ ref('stg_nomis__offender_sentence_terms') }} as terms
    left join {{ ref('nomis_sentence_terms') }} as term_codes
        on terms.term_code = term_codes.code
),

-- One row a sentence with a custodial term: days from its first to its last, terms added up.
sentence_lengths as (
    select
        terms.booking_id,
        terms.sentence_sequence,
        bool_or(coalesce(terms.is_life, false)) as is_life,
        sum(
            cast(
                coalesce(terms.term_start_date, sentences.sentence_start_date, date '2010-01-01')
                + to_years(cast(least(coalesce(terms.years, 0), 999) as integer))
                + to_months(cast(least(coalesce(terms.months, 0), 999) as integer))
                + to_days(cast(
                    least(7 * coalesce(terms.weeks, 0) + coalesce(terms.days, 0), 999999)
                    as integer
                ))
                as date
            )
            - coalesce(terms.term_start_date, sentences.sentence_start_date, date '2010-01-01')
        ) as length_days,
    from terms
    inner join sentences
        on
            terms.booking_id = sentences.booking_id
            and terms.sentence_sequence = sentences.sentence_sequence
    where terms.is_custodial
    group by terms.booking_id, terms.sentence_sequence
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
