select
    plea_id,
    defendant_on_offence_id,
    {{ blank_to_null('plea_code') }} as plea_code,
    {{ blank_to_null('other_plea_text') }} as other_plea_text,
    {{ blank_to_null('breach_admitted') }} as breach_admitted_marker,
    {{ parse_date('arraignment_date') }} as plea_date,
from {{ source('xhibit', 'xhb_plea') }}
