select
    {{ parse_integer('offender_address_id') }} as address_id,
    {{ parse_integer('root_offender_id') }} as root_offender_id,
    {{ parse_date('start_date') }} as address_start_date,
    {{ parse_date('end_date') }} as address_end_date,
    {{ blank_to_null('flat') }} as flat,
    {{ blank_to_null('premise') }} as premise,
    {{ blank_to_null('street') }} as street,
    {{ blank_to_null('locality') }} as locality,
    upper({{ blank_to_null('city_code') }}) as city_code,
    {{ blank_to_null('postal_code') }} as postal_code,
    upper({{ blank_to_null('no_fixed_address_flag') }}) = 'Y' as is_no_fixed_abode,
from {{ source('nomis', 'offender_addresses') }}
