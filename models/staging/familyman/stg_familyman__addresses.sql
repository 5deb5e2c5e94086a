select
    address as address_id,
    party as party_id,
    {{ blank_to_null('address_type') }} as address_type_code,
    {{ blank_to_null('address_line1') }} as address_line1,
    {{ blank_to_null('address_line2') }} as address_line2,
    {{ blank_to_null('postcode') }} as postcode,
    {{ parse_date('from_date') }} as from_date,
from {{ data_first.source_or_empty('familyman', 'addresses') }}
