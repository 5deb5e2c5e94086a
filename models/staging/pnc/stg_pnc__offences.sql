select
    {{ parse_integer('offence_id') }} as offence_id,
    {{ parse_integer('offender_id') }} as offender_id,
    {{ parse_integer('record_no') }} as record_number,
    {{ parse_integer('offence_no') }} as offence_number,
    upper({{ blank_to_null('record_type') }}) as record_type_code,
    upper({{ blank_to_null('offence_code') }}) as offence_code,
    {{ parse_date('offence_date') }} as offence_date,
    {{ parse_date('record_date') }} as record_date,
    upper({{ blank_to_null('plea') }}) as plea_code,
    upper({{ blank_to_null('country') }}) as country_code,
from {{ data_first.source_or_empty('pnc', 'offences') }}
