select
    contact_details_id,
    claim_party_id,
    {{ blank_to_null('address_line_1') }} as address_line_1,
    {{ blank_to_null('address_line_2') }} as address_line_2,
    {{ blank_to_null('postcode') }} as postcode,
from {{ source_or_empty('pcol', 'claim_party_contact_details') }}
