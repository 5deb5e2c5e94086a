select
    hearing_id,
    claim_id,
    upper({{ blank_to_null('hearing_type') }}) as hearing_type_code,
    {{ parse_date('hearing_date') }} as hearing_date,
    {{ blank_to_null('court_code') }} as court_code,
from {{ source_or_empty('pcol', 'hearing') }}
