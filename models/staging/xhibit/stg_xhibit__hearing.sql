select
    hearing_id,
    case_id,
    ref_hearing_type_id as hearing_type_id,
    {{ blank_to_null('mp_hearing_type') }} as main_or_plea_code,
    {{ parse_date('hearing_start_date') }} as hearing_start_date,
    {{ parse_date('hearing_end_date') }} as hearing_end_date,
    linked_hearing_id,
from {{ source('xhibit', 'xhb_hearing') }}
