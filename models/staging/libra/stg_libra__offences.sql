{% set found = data_first.extract_columns('libra', 'offences[-.]*parquet') %}

select
    {{ blank_to_null('offence_id') }} as offence_id,
    {{ blank_to_null('defendant_id') }} as defendant_id,
    {{ blank_to_null('case_id') }} as case_id,
    {{ parse_integer('offence_seq') }} as sequence_number,
    {{ blank_to_null('offence_code') }} as offence_code,
    {{ blank_to_null('ho_class') }} as ho_class,
    {{ blank_to_null('ho_sub_class') }} as ho_sub_class,
    {{ blank_to_null('offence_description') }} as offence_text,
    {{ parse_date('offence_date') }} as offence_date,
    {{ blank_to_null('mode_of_trial') }} as mode_of_trial_code,
    {{ blank_to_null('allocation' if 'allocation' in found else 'null') }} as allocation_code,
    {{ blank_to_null('plea') }} as plea_code,
    {{ parse_date('plea_date') }} as plea_date,
    {{ blank_to_null('principal_offence') }} as principal_offence_marker,
from {{ source('libra', 'offences') }}
