select
    {{ blank_to_null('case_id') }} as case_id,
    {{ blank_to_null('case_no') }} as case_no,
    {{ blank_to_null('urn') }} as urn,
    {{ blank_to_null('court_code') }} as court_code,
    {{ blank_to_null('court_name') }} as court_name,
    {{ blank_to_null('police_force') }} as police_force_code,
    {{ parse_date('initiation_date') }} as initiation_date,
    {{ parse_date('first_hearing_date') }} as first_hearing_date,
    {{ parse_date('final_result_date') }} as final_result_date,
    {{ parse_integer('number_of_defendants') }} as n_defendants,
    {{ blank_to_null('proceedings_type') }} as proceedings_type_code,
from {{ source('libra', 'cases') }}
