select
    {{ parse_integer('case_id') }} as case_id,
    {{ parse_integer('offender_book_id') }} as booking_id,
    {{ parse_integer('case_seq') }} as case_sequence,
    {{ blank_to_null('case_info_number') }} as case_number,
    upper({{ blank_to_null('case_type') }}) as case_type_code,
    upper({{ blank_to_null('case_status') }}) as case_status_code,
    upper({{ blank_to_null('agy_loc_id') }}) as court_code,
    {{ parse_date('begin_date') }} as case_start_date,
from {{ source('nomis', 'offender_cases') }}
