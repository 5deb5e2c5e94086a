select
    hearing_id,
    {{ blank_to_null('case_number') }} as case_number,
    upper({{ blank_to_null('hearing_type_code') }}) as hearing_type_code,
    {{ parse_date('hearing_date') }} as hearing_date,
    {{ blank_to_null('court_code') }} as court_code,
from {{ source_or_empty('caseman', 'hearings') }}
