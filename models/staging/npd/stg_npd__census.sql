select
    {{ parse_integer('pupil_id') }} as pupil_id,
    {{ parse_integer('school_year') }} as school_year,
    {{ parse_integer('nc_year') }} as nc_year,
    {{ blank_to_null('laestab') }} as laestab,
    {{ blank_to_null('postcode') }} as postcode,
    {{ blank_to_null('fsm_eligible') }} = '1' as is_fsm_eligible,
    upper({{ blank_to_null('sen_provision') }}) as sen_provision_code,
from {{ data_first.source_or_empty('npd', 'census') }}
