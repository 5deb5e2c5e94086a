select
    disposal_line_id,
    disposal2_id,
    line_number,
    {{ blank_to_null('data') }} as line_text,
from {{ source('xhibit', 'xhb_disposal_line') }}
