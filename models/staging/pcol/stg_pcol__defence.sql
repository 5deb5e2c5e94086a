select
    defence_id,
    claim_id,
    upper({{ blank_to_null('defence_type') }}) as defence_type_code,
    {{ parse_date('received_date') }} as received_date,
from {{ source_or_empty('pcol', 'defence') }}
