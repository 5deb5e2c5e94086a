select
    {{ blank_to_null('coded_party_no') }} as coded_party_no,
    {{ blank_to_null('name') }} as organisation_name,
    upper({{ blank_to_null('party_type_code') }}) as party_type_code,
    upper({{ blank_to_null('sector_code') }}) as sector_code,
from {{ source_or_empty('caseman', 'coded_parties') }}
