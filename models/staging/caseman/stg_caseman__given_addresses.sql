select
    address_id,
    party_id,
    upper({{ blank_to_null('address_type_code') }}) as address_type_code,
    {{ blank_to_null('address_line_1') }} as address_line_1,
    {{ blank_to_null('address_line_2') }} as address_line_2,
    {{ blank_to_null('postcode') }} as postcode,
    {{ parse_date('valid_from') }} as valid_from_date,
    {{ parse_date('valid_to') }} as valid_to_date,
from {{ source_or_empty('caseman', 'given_addresses') }}
