select
    def_hearing_record_id,
    defendant_on_case_id,
    hearing_id,
    {{ parse_date('hearing_start_date') }} as hearing_start_date,
    {{ parse_date('hearing_end_date') }} as hearing_end_date,
    {{ blank_to_null('start_bail_status') }} as start_bail_status,
    {{ blank_to_null('end_bail_status') }} as end_bail_status,
    ref_def_hearing_type_id as hearing_type_id,
from {{ source('xhibit', 'xhb_def_hearing_record') }}
