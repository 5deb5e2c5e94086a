select
    {{ parse_integer('offence_block_pk') }} as offence_block_id,
    {{ parse_integer('oasys_set_pk') }} as assessment_id,
    upper({{ blank_to_null('offence_block_type_elm') }}) as offence_block_type_code,
    {{ parse_date('offence_date') }} as offence_date,
    {{ parse_date('sentence_date') }} as sentence_date,
    upper({{ blank_to_null('sentence_code') }}) as sentence_code,
    {{ parse_integer('sent_length_cust_days') }} as custodial_length_days,
from {{ source_or_empty('oasys', 'offence_block') }}
