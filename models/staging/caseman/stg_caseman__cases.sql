select
    {{ blank_to_null('case_number') }} as case_number,
    {{ blank_to_null('court_code') }} as court_code,
    upper({{ blank_to_null('case_type') }}) as case_type_code,
    amount_claimed,
    court_fee,
    solicitor_costs,
    {{ parse_date('issue_date') }} as issue_date,
    {{ parse_date('service_date') }} as service_date,
    upper({{ blank_to_null('track_code') }}) as track_code,
from {{ source_or_empty('caseman', 'cases') }}
