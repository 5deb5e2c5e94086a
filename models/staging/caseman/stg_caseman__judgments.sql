select
    judgment_id,
    {{ blank_to_null('case_number') }} as case_number,
    upper({{ blank_to_null('order_type_code') }}) as order_type_code,
    {{ parse_date('judgment_date') }} as judgment_date,
    judgment_amount,
    judgment_costs,
    instalment_amount,
    {{ parse_date('paid_date') }} as paid_date,
    {{ parse_date('set_aside_date') }} as set_aside_date,
from {{ source_or_empty('caseman', 'judgments') }}
