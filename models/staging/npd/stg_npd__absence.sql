select
    {{ parse_integer('pupil_id') }} as pupil_id,
    {{ parse_integer('school_year') }} as school_year,
    upper({{ blank_to_null('term') }}) as term_code,
    {{ parse_integer('sessions_possible') }} as sessions_possible,
    {{ parse_integer('sessions_authorised') }} as sessions_authorised,
    {{ parse_integer('sessions_unauthorised') }} as sessions_unauthorised,
from {{ data_first.source_or_empty('npd', 'absence') }}
