select
    offence_id,
    charge_id,
    {{ blank_to_null('offence_code') }} as offence_code,
    crest_offence_seq_no as count_number,
    {{ blank_to_null('crest_offence_freetext') }} as offence_text,
    {{ blank_to_null('multiple') }} as multiple_marker,
    {{ blank_to_null('crest_hoo_class_freetext') }} as ho_class,
    {{ blank_to_null('crest_hoo_subclass_freetext') }} as ho_sub_class,
from {{ source('xhibit', 'xhb_offence') }}
