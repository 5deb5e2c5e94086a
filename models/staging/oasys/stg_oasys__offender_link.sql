select
    {{ parse_integer('offender_link_pk') }} as offender_link_id,
    {{ parse_integer('initiating_offender') }} as initiating_offender_id,
    {{ parse_integer('deciding_offender') }} as deciding_offender_id,
    {{ parse_integer('merged_offender') }} as merged_offender_id,
    {{ blank_to_null('upper(reversed_ind)') }} = 'Y' as is_reversed,
    upper({{ blank_to_null('link_type_elm') }}) as link_type_code,
    {{ parse_date('create_date') }} as created_date,
from {{ source_or_empty('oasys', 'offender_link') }}
