select
    disposal2_id,
    defendant_on_case_id,
    defendant_on_offence_id,
    {{ blank_to_null('disposal_code') }} as disposal_code,
    {{ blank_to_null('menu_group') }} as menu_group,
    {{ blank_to_null('court_type') }} as court_type,
from {{ source('xhibit', 'xhb_disposal2') }}
