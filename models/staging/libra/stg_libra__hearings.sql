select
    {{ blank_to_null('hearing_id') }} as hearing_id,
    {{ blank_to_null('defendant_id') }} as defendant_id,
    {{ blank_to_null('case_id') }} as case_id,
    {{ parse_integer('hearing_seq') }} as sequence_number,
    {{ parse_date('hearing_date') }} as hearing_date,
    {{ blank_to_null('court_code') }} as court_code,
    {{ blank_to_null('hearing_type') }} as hearing_type_code,
    {{ blank_to_null('bail_status') }} as bail_status_code,
from {{ source('libra', 'hearings') }}
