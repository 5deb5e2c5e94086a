select
    {{ blank_to_null('case_number') }} as case_number,
    -- The fifth character of a case number says what kind of case it is.
    substring({{ blank_to_null('case_number') }}, 5, 1) as case_type_code,
    {{ blank_to_null('creating_court') }} as creating_court_prefix,
    {{ blank_to_null('home_court') }} as home_court_prefix,
    {{ parse_date('receipt_date') }} as receipt_date,
    {{ blank_to_null('case_status') }} as case_status_code,
    {{ parse_date('closed_date') }} as closed_date,
from {{ data_first.source_or_empty('familyman', 'cases') }}
