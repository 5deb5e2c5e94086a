select
    case_event_id,
    {{ blank_to_null('case_number') }} as case_number,
    upper({{ blank_to_null('standard_event_id') }}) as standard_event_code,
    {{ parse_date('event_date') }} as event_date,
from {{ source_or_empty('caseman', 'case_events') }}
