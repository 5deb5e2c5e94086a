select
    {{ parse_integer('offender_book_id') }} as booking_id,
    {{ parse_integer('movement_seq') }} as movement_sequence,
    {{ parse_date('movement_date') }} as movement_date,
    upper({{ blank_to_null('movement_type') }}) as movement_type_code,
    upper({{ blank_to_null('movement_reason_code') }}) as movement_reason_code,
    upper({{ blank_to_null('direction_code') }}) as direction_code,
    upper({{ blank_to_null('from_agy_loc_id') }}) as from_agency_code,
    upper({{ blank_to_null('to_agy_loc_id') }}) as to_agency_code,
from {{ source('nomis', 'offender_external_movements') }}
