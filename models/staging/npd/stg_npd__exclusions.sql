select
    {{ parse_integer('pupil_id') }} as pupil_id,
    {{ parse_integer('exclusion_no') }} as exclusion_number,
    upper({{ blank_to_null('category') }}) as category_code,
    upper({{ blank_to_null('reason') }}) as reason_code,
    {{ parse_date('startdate') }} as start_date,
    {{ parse_integer('sessions') }} as sessions,
    {{ parse_integer('ncyear') }} as nc_year,
from {{ data_first.source_or_empty('npd', 'exclusions') }}
