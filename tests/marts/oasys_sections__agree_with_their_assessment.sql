-- A row here is a section without its assessment, or an assessment whose number of needs is not
-- that of its sections.
with needs as (
    select
        assessment_id_hash,
        any_value(row_id_hash) as row_id_hash,
        count(*) filter (where is_need) as number_of_needs,
        count(is_need) as number_of_needs_assessed,
    from {{ ref('oasys_sections') }}
    group by assessment_id_hash
)

select
    assessment_id_hash,
    assessments.number_of_needs as needs_of_assessment,
    needs.number_of_needs as needs_of_sections,
from {{ ref('oasys_assessments') }} as assessments
full join needs using (assessment_id_hash)
where
    assessments.row_id_hash is null
    or (needs.row_id_hash is not null and needs.row_id_hash <> assessments.row_id_hash)
    or coalesce(assessments.number_of_needs, 0) <> coalesce(needs.number_of_needs, 0)
    or coalesce(assessments.number_of_needs_assessed, 0)
    <> coalesce(needs.number_of_needs_assessed, 0)
