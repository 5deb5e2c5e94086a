select
    ae_event_id,
    {{ blank_to_null('case_number') }} as case_number,
    upper({{ blank_to_null('ae_event_code') }}) as ae_event_code,
    {{ parse_date('event_date') }} as event_date,
    party_number,
from {{ source_or_empty('caseman', 'ae_events') }}
