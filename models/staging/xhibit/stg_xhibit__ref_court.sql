select
    ref_court_id as court_number,
    {{ blank_to_null('court_full_name') }} as court_name,
    {{ blank_to_null('court_type') }} as court_type,
    {{ blank_to_null('crest_code') }} as libra_court_code,
from {{ source('xhibit', 'xhb_ref_court') }}
