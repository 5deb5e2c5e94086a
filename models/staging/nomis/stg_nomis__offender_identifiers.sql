select
    {{ parse_integer('offender_id') }} as offender_id,
    {{ parse_integer('offender_id_seq') }} as identifier_sequence,
    {{ parse_integer('root_offender_id') }} as root_offender_id,
    upper({{ blank_to_null('identifier_type') }}) as identifier_type_code,
    {{ blank_to_null('identifier') }} as identifier,
    {{ parse_date('issued_date') }} as issued_date,
    upper({{ blank_to_null('verified_flag') }}) = 'Y' as is_verified,
from {{ source('nomis', 'offender_identifiers') }}
