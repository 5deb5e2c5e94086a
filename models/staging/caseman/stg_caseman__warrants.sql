select
    warrant_id,
    {{ blank_to_null('case_number') }} as case_number,
    upper({{ blank_to_null('warrant_type_code') }}) as warrant_type_code,
    {{ parse_date('issue_date') }} as issue_date,
    warrant_amount,
    warrant_fee,
    party_number,
    {{ blank_to_null('executing_court_code') }} as executing_court_code,
from {{ source_or_empty('caseman', 'warrants') }}
