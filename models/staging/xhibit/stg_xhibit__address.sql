select
    address_id,
    {{ blank_to_null('address_1') }} as address_1,
    {{ blank_to_null('address_2') }} as address_2,
    {{ blank_to_null('address_3') }} as address_3,
    {{ blank_to_null('address_4') }} as address_4,
    {{ blank_to_null('town') }} as town,
    {{ blank_to_null('county') }} as county,
    {{ blank_to_null('postcode') }} as postcode,
    {{ blank_to_null('country') }} as country,
from {{ source('xhibit', 'xhb_address') }}
