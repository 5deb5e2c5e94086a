select
    claim_id,
    {{ blank_to_null('claim_number') }} as claim_number,
    {{ blank_to_null('court_code') }} as court_code,
    upper({{ blank_to_null('claim_type') }}) as claim_type_code,
    total_arrears as amount_claimed,
    court_fee,
    solicitor_costs,
    {{ parse_date('issue_date') }} as issue_date,
from {{ source_or_empty('pcol', 'claim') }}
