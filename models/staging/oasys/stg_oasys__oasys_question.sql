select
    {{ parse_integer('oasys_question_pk') }} as question_id,
    {{ parse_integer('oasys_section_pk') }} as assessment_section_id,
    upper({{ blank_to_null('ref_ass_version_code') }}) as version_code,
    {{ blank_to_null('version_number') }} as version_number,
    upper({{ blank_to_null('ref_section_code') }}) as section_code,
    {{ blank_to_null('ref_question_code') }} as question_code,
    {{ parse_integer('display_score') }} as display_score,
from {{ source_or_empty('oasys', 'oasys_question') }}
