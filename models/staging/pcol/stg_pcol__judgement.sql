select
    judgement_id,
    claim_id,
    upper({{ blank_to_null('judgement_type') }}) as judgement_type_code,
    {{ parse_date('judgement_date') }} as judgement_date,
    arrears_amount,
    costs_amount,
    instalment_amount,
from {{ source_or_empty('pcol', 'judgement') }}
