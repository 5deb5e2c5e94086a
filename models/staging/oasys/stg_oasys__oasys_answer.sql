select
    {{ parse_integer('oasys_answer_pk') }} as answer_id,
    {{ parse_integer('oasys_question_pk') }} as question_id,
    upper({{ blank_to_null('ref_ass_version_code') }}) as version_code,
    {{ blank_to_null('version_number') }} as version_number,
    upper({{ blank_to_null('ref_section_code') }}) as section_code,
    {{ blank_to_null('ref_question_code') }} as question_code,
    upper({{ blank_to_null('ref_answer_code') }}) as answer_code,
from {{ source_or_empty('oasys', 'oasys_answer') }}
