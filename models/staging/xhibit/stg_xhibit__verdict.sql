select
    verdict_id,
    defendant_on_case_id,
    defendant_on_offence_id,
    {{ blank_to_null('verdict_code') }} as verdict_code,
    {{ blank_to_null('app_result_code') }} as appeal_result_code,
    jurors_dissenting,
    jurors_assenting,
    {{ parse_date('verdict_date') }} as verdict_date,
from {{ source('xhibit', 'xhb_verdict') }}
