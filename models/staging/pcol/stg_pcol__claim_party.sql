select
    claim_party_id,
    claim_id,
    party_id,
    upper({{ blank_to_null('party_role') }}) as party_role_code,
    party_number,
    upper({{ blank_to_null('represented') }}) as represented_marker,
from {{ source_or_empty('pcol', 'claim_party') }}
