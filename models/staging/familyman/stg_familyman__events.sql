select
    event as event_id,
    {{ blank_to_null('case_number') }} as case_number,
    {{ blank_to_null('event_model') }} as event_model,
    {{ parse_date('receipt_date') }} as receipt_date,
    {{ parse_date('entry_date') }} as entry_date,
    {{ blank_to_null('creating_court') }} as creating_court_prefix,
    -- Whatever is not marked as valid (N) is a mistake.
    coalesce(upper({{ blank_to_null('error') }}) <> 'N', true) as is_error,
from {{ data_first.source_or_empty('familyman', 'events') }}
