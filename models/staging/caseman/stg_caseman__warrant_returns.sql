select
    warrant_return_id,
    warrant_id,
    upper({{ blank_to_null('return_code') }}) as return_code,
    {{ parse_date('return_date') }} as return_date,
from {{ source_or_empty('caseman', 'warrant_returns') }}
