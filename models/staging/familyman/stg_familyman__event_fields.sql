select
    event as event_id,
    {{ blank_to_null('field_model') }} as field_model,
    {{ blank_to_null('value') }} as field_value,
from {{ data_first.source_or_empty('familyman', 'event_fields') }}
