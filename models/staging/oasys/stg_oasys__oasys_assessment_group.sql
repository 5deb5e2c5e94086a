select
    {{ parse_integer('oasys_assessment_group_pk') }} as assessment_group_id,
    {{ parse_integer('offender_pk') }} as offender_id,
    {{ parse_date('assessment_date_closed') }} as closed_date,
    upper({{ blank_to_null('historic_status_elm') }}) as historic_status_code,
    {{ parse_date('create_date') }} as created_date,
from {{ source_or_empty('oasys', 'oasys_assessment_group') }}
