select
    {{ parse_integer('offender_id') }} as offender_id,
    upper({{ blank_to_null('pnc_number') }}) as pnc_number,
    upper({{ blank_to_null('cro_number') }}) as cro_number,
    upper({{ blank_to_null('sex') }}) as sex_code,
    {{ parse_date('birth_date') }} as birth_date,
    upper({{ blank_to_null('ethnic_appearance') }}) as ethnic_appearance_code,
    upper({{ blank_to_null('nationality') }}) as nationality_code,
    upper({{ blank_to_null('owning_force') }}) as police_force_code,
    {{ blank_to_null('postcode') }} as postcode,
    {{ parse_date('first_record_date') }} as first_record_date,
    {{ parse_date('last_record_date') }} as last_record_date,
from {{ data_first.source_or_empty('pnc', 'offenders') }}
