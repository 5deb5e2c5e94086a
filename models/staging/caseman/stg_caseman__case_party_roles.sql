select
    case_party_role_id,
    {{ blank_to_null('case_number') }} as case_number,
    party_id,
    upper({{ blank_to_null('party_role_code') }}) as party_role_code,
    party_number,
    upper({{ blank_to_null('represented') }}) as represented_marker,
from {{ source_or_empty('caseman', 'case_party_roles') }}
