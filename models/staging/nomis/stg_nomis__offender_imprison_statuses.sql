select
    {{ parse_integer('offender_book_id') }} as booking_id,
    {{ parse_integer('imprison_status_seq') }} as status_sequence,
    upper({{ blank_to_null('imprisonment_status') }}) as imprisonment_status_code,
    {{ parse_date('effective_date') }} as effective_date,
    {{ parse_date('expiry_date') }} as expiry_date,
    upper({{ blank_to_null('agy_loc_id') }}) as prison_code,
    upper({{ blank_to_null('latest_status') }}) = 'Y' as is_latest,
from {{ source('nomis', 'offender_imprison_statuses') }}
