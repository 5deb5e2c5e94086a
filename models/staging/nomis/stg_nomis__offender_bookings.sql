select
    {{ parse_integer('offender_book_id') }} as booking_id,
    {{ parse_integer('offender_id') }} as offender_id,
    {{ parse_integer('root_offender_id') }} as root_offender_id,
    upper({{ blank_to_null('booking_no') }}) as booking_number,
    {{ parse_integer('booking_seq') }} as booking_sequence,
    {{ parse_date('booking_begin_date') }} as booking_start_date,
    {{ parse_date('booking_end_date') }} as booking_end_date,
    upper({{ blank_to_null('booking_status') }}) as booking_status_code,
    upper({{ blank_to_null('active_flag') }}) = 'Y' as is_active,
    upper({{ blank_to_null('in_out_status') }}) as in_out_status_code,
    upper({{ blank_to_null('agy_loc_id') }}) as prison_code,
    upper({{ blank_to_null('admission_reason') }}) as admission_reason_code,
from {{ source('nomis', 'offender_bookings') }}
