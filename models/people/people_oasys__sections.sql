with sections as (
    select * from {{ ref('stg_oasys__oasys_section') }}
),

listed as (
    select * from {{ ref('oasys_section_codes') }}
)

select
    sections.*,
    listed.need_threshold,
    sections.section_score >= listed.need_threshold as is_need,
from sections
left join listed on sections.section_code = listed.code
