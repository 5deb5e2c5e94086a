select
    {{ parse_integer('offender_id') }} as offender_id,
    {{ parse_integer('name_no') }} as name_number,
    upper({{ blank_to_null('name_type') }}) as name_type_code,
    {{ blank_to_null('forename1') }} as forename1,
    {{ blank_to_null('forename2') }} as forename2,
    {{ blank_to_null('forename3') }} as forename3,
    {{ blank_to_null('surname') }} as surname,
    {{ parse_date('birth_date') }} as birth_date,
from {{ data_first.source_or_empty('pnc', 'names') }}
