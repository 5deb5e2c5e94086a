select
    {{ parse_integer('pupil_id') }} as pupil_id,
    {{ blank_to_null('forename') }} as forename,
    {{ blank_to_null('middle_names') }} as middle_names,
    {{ blank_to_null('surname') }} as surname,
    {{ blank_to_null('former_surname') }} as former_surname,
    {{ parse_date('birth_date') }} as birth_date,
    upper({{ blank_to_null('gender') }}) as gender_code,
    upper({{ blank_to_null('ethnic_group') }}) as ethnic_group_code,
    upper({{ blank_to_null('language_group') }}) as language_group_code,
from {{ data_first.source_or_empty('npd', 'pupils') }}
