select
    defendant_on_offence_id,
    defendant_on_case_id,
    offence_id,
    {{ blank_to_null('is_stayed') }} as stayed_marker,
    {{ blank_to_null('crn_id') }} as crn_id,
    {{ blank_to_null('appeal_against_type') }} as appeal_against_type,
    {{ parse_date('vco_date') }} as offence_date,
from {{ source('xhibit', 'xhb_defendant_on_offence') }}
