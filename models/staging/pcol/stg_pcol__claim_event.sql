select
    claim_event_id,
    claim_id,
    upper({{ blank_to_null('event_code') }}) as event_code,
    {{ parse_date('event_date') }} as event_date,
from {{ source_or_empty('pcol', 'claim_event') }}
