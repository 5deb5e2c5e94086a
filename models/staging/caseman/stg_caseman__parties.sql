select
    party_id,
    upper({{ blank_to_null('party_type_code') }}) as party_type_code,
    {{ blank_to_null('title') }} as title,
    {{ blank_to_null('first_forename') }} as first_forename,
    {{ blank_to_null('other_forenames') }} as other_forenames,
    {{ blank_to_null('surname') }} as surname,
    {{ blank_to_null('organisation_name') }} as organisation_name,
    {{ parse_date('date_of_birth') }} as date_of_birth,
    {{ blank_to_null('coded_party_no') }} as coded_party_no,
from {{ source_or_empty('caseman', 'parties') }}
