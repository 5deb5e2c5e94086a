select
    {{ blank_to_null('result_id') }} as result_id,
    {{ blank_to_null('offence_id') }} as offence_id,
    {{ blank_to_null('defendant_id') }} as defendant_id,
    {{ blank_to_null('case_id') }} as case_id,
    {{ blank_to_null('result_code') }} as result_code,
    {{ blank_to_null('result_description') }} as result_text,
    {{ blank_to_null('result_group') }} as result_group_code,
    {{ parse_date('result_date') }} as result_date,
    {{ parse_integer('sentence_days') }} as length_days,
    {{ parse_decimal('fine_amount') }} as amount_pounds,
    {{ blank_to_null('committed_to_court_code') }} as sent_to_court_code,
from {{ source('libra', 'results') }}
