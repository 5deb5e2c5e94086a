select
    party as party_id,
    {{ blank_to_null('person_given_first_name') }} as forename1,
    {{ blank_to_null('person_given_second_name') }} as forename2,
    {{ blank_to_null('person_given_third_name') }} as forename3,
    {{ blank_to_null('person_family_name') }} as surname,
    {{ parse_date('dob') }} as date_of_birth,
    {{ blank_to_null('gender') }} as gender_code,
    {{ blank_to_null('organisation_name') }} as organisation_name,
from {{ data_first.source_or_empty('familyman', 'parties') }}
