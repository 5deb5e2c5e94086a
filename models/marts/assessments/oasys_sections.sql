with assessments as (
    select * from {{ ref('people_oasys__assessments') }}
    where {{ in_coverage('oasys_sections', 'initiation_date') | indent(8) }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
),

sections as (
    select * from {{ ref('people_oasys__sections') }}
),

listed as (
    select * from {{ ref('oasys_section_codes') }}
),

statuses as (
    select * from {{ ref('oasys_section_statuses') }}
),

missing_data as (
    select * from {{ ref('oasys_missing_data') }}
)

select
    {{ hash_key('row_id', "assessments.source_dataset || '|' || assessments.record_key") }}
        as row_id_hash,
    record_ids.estimated_id_within_source as estimated_offender_id,
    {{ hash_key('oasys_assessment_id', 'assessments.assessment_id') }} as assessment_id_hash,
    {{ hash_key('oasys_section_id', 'sections.assessment_section_id') }} as section_id_hash,
    {{ iso_date('assessments.initiation_date') }} as initiation_date,
    {{ kept_code('listed.code', 'sections.section_code') | indent }} as section_code,
    listed.description as section_desc,
    {{ kept_code('statuses.code', 'sections.section_status_code') | indent }}
        as section_status_code,
    statuses.description as section_status_desc,
    {{ kept_code('missing_data.code', 'sections.missing_data_code') | indent }}
        as missing_data_code,
    missing_data.description as missing_data_desc,
    {%- for column in [
        'section_score', 'ogp_raw_score', 'ogp_weighted_score', 'ovp_raw_score',
        'ovp_weighted_score', 'need_threshold',
    ] %}
    cast(sections.{{ column }} as integer) as {{ column }},
    {%- endfor %}
    sections.is_need,
    sections.needs_attention,
from assessments
inner join sections on assessments.assessment_id = sections.assessment_id
inner join record_ids
    on
        assessments.source_dataset = record_ids.source_dataset
        and assessments.record_key = record_ids.record_key
left join listed on sections.section_code = listed.code
left join statuses on sections.section_status_code = statuses.code
left join missing_data on sections.missing_data_code = missing_data.code
