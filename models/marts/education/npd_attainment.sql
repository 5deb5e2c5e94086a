with attainment as (
    select * from {{ ref('stg_npd__attainment') }}
    where {{ in_coverage('npd_attainment', 'make_date(cast(school_year as integer), 8, 31)') }}
),

levels as (
    select * from {{ ref('npd_attainment_levels') }}
)

select
    {{ hash_key('pmra', 'attainment.pupil_id') }} as pmra,
    {{ kept_code('stages.code', 'attainment.key_stage_code') | indent }} as key_stage_code,
    stages.description as key_stage_desc,
    cast(attainment.school_year as integer) as school_year,
    {{ kept_code('english.code', 'attainment.english_level_code') | indent }} as english_level_code,
    english.description as english_level_desc,
    {{ kept_code('maths.code', 'attainment.maths_level_code') | indent }} as maths_level_code,
    maths.description as maths_level_desc,
    cast(attainment.english_score as integer) as english_score,
    cast(attainment.maths_score as integer) as maths_score,
    -- By level, or by the scaled score of 100 that key stage 2 expects from 2016 on.
    coalesce(english.is_expected, attainment.english_score >= 100) as is_english_expected,
    coalesce(maths.is_expected, attainment.maths_score >= 100) as is_maths_expected,
    cast(attainment.gcse_entries as integer) as gcse_entries,
    cast(attainment.gcse_passes_a_to_c as integer) as gcse_passes_a_to_c,
    attainment.gcse_passes_a_to_c >= 5 as has_five_passes,
    attainment.gcse_passes_a_to_c >= 5 and attainment.has_english_and_maths_a_to_c
        as has_five_passes_with_english_and_maths,
    cast(attainment.points_best_eight as integer) as points_best_eight,
from attainment
left join {{ ref('npd_key_stages') }} as stages on attainment.key_stage_code = stages.code
left join levels as english
    on
        attainment.key_stage_code = english.key_stage
        and attainment.english_level_code = english.code
left join levels as maths
    on
        attainment.key_stage_code = maths.key_stage
        and attainment.maths_level_code = maths.code
