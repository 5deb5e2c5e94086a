select
    {{ parse_integer('pupil_id') }} as pupil_id,
    upper({{ blank_to_null('key_stage') }}) as key_stage_code,
    {{ parse_integer('school_year') }} as school_year,
    upper({{ blank_to_null('english_level') }}) as english_level_code,
    upper({{ blank_to_null('maths_level') }}) as maths_level_code,
    {{ parse_integer('english_score') }} as english_score,
    {{ parse_integer('maths_score') }} as maths_score,
    {{ parse_integer('gcse_entries') }} as gcse_entries,
    {{ parse_integer('gcse_passes_a_to_c') }} as gcse_passes_a_to_c,
    {{ blank_to_null('english_and_maths_a_to_c') }} = '1' as has_english_and_maths_a_to_c,
    {{ parse_integer('points_best_eight') }} as points_best_eight,
from {{ data_first.source_or_empty('npd', 'attainment') }}
