select
    charge_id,
    {{ blank_to_null('charge_type') }} as charge_type,
    crest_charge_seq_no as charge_number,
    case_id,
    {{ parse_date('ind_signed_date') }} as indictment_signed_date,
    {{ blank_to_null('ref_system_code') }} as proceedings_code,
from {{ source('xhibit', 'xhb_charge') }}
