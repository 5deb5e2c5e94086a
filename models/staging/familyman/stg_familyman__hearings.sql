select
    hearing as hearing_id,
    event as event_id,
    {{ parse_date('hearing_date') }} as hearing_date,
    {{ blank_to_null('hearing_type') }} as hearing_type_code,
    {{ blank_to_null('vacated_flag') }} is not null as is_vacated,
from {{ data_first.source_or_empty('familyman', 'hearings') }}
