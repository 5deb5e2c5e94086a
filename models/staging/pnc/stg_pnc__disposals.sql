select
    {{ parse_integer('offence_id') }} as offence_id,
    {{ parse_integer('disposal_no') }} as disposal_number,
    upper({{ blank_to_null('disposal_code') }}) as disposal_code,
    {{ parse_integer('duration') }} as duration,
    upper({{ blank_to_null('duration_unit') }}) as duration_unit_code,
    {{ parse_decimal('fine_amount') }} as fine_amount,
from {{ data_first.source_or_empty('pnc', 'disposals') }}
