-- A row here if assessments were lost or doubled between the workspace and the published table.
with counts as (
    select
        (
            select count(*) from {{ ref('people_oasys__assessments') }}
            where {{ in_coverage('oasys_assessments', 'initiation_date') | indent(12) }}
        ) as n_in_coverage,
        (select count(*) from {{ ref('oasys_assessments') }}) as n_rows,
        (select count(distinct assessment_id_hash) from {{ ref('oasys_assessments') }})
            as n_published
)

select * from counts
where n_in_coverage <> n_rows or n_rows <> n_published
