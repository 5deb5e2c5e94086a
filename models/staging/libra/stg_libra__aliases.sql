select
    {{ blank_to_null('alias_id') }} as alias_id,
    {{ blank_to_null('defendant_id') }} as defendant_id,
    {{ blank_to_null('alias_forename1') }} as forename1,
    {{ blank_to_null('alias_forename2') }} as forename2,
    {{ blank_to_null('alias_surname') }} as surname,
    {{ parse_date('alias_dob') }} as date_of_birth,
from {{ source('libra', 'aliases') }}
