select
    role as role_id,
    {{ blank_to_null('field_model') }} as field_model,
    {{ blank_to_null('value') }} as field_value,
from {{ data_first.source_or_empty('familyman', 'role_fields') }}
