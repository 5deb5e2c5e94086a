select
    warrant_id,
    claim_id,
    {{ parse_date('issue_date') }} as issue_date,
    warrant_amount,
    warrant_fee,
from {{ source_or_empty('pcol', 'warrant') }}
