select
    {{ parse_integer('offender_alias_pk') }} as offender_alias_id,
    {{ parse_integer('offender_pk') }} as offender_id,
    {{ parse_integer('display_sort') }} as display_order,
    {{ blank_to_null('alias_family_name') }} as family_name,
    {{ blank_to_null('alias_forename_1') }} as forename1,
    {{ blank_to_null('alias_forename_2') }} as forename2,
    {{ parse_date('alias_date_of_birth') }} as date_of_birth,
from {{ source_or_empty('oasys', 'offender_alias') }}
