select
    {{ parse_integer('offender_book_id') }} as booking_id,
    {{ parse_integer('sentence_seq') }} as sentence_sequence,
    {{ parse_integer('term_seq') }} as term_sequence,
    upper({{ blank_to_null('sentence_term_code') }}) as term_code,
    {{ parse_integer('years') }} as years,
    {{ parse_integer('months') }} as months,
    {{ parse_integer('weeks') }} as weeks,
    {{ parse_integer('days') }} as days,
    {{ parse_integer('hours') }} as hours,
    {{ parse_date('start_date') }} as term_start_date,
    {{ parse_date('end_date') }} as term_end_date,
    upper({{ blank_to_null('life_sentence_flag') }}) = 'Y' as is_life,
from {{ source('nomis', 'offender_sentence_terms') }}
