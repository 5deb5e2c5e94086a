select
    party_id,
    upper({{ blank_to_null('party_type') }}) as party_type_code,
    {{ blank_to_null('title') }} as title,
    {{ blank_to_null('first_name') }} as first_name,
    {{ blank_to_null('middle_names') }} as middle_names,
    {{ blank_to_null('last_name') }} as last_name,
    {{ blank_to_null('organisation_name') }} as organisation_name,
    {{ parse_date('date_of_birth') }} as date_of_birth,
from {{ source_or_empty('pcol', 'party') }}
