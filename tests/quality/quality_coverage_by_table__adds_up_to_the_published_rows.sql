-- A row here is a table whose counts do not add up, or do not agree with what is published.
{%- set tables = [
    ref('magistrates_defendant_case'),
    ref('crown_defendant_case'),
    ref('prison_custodial_journey'),
    ref('probation_flatfile'),
    ref('family_people'),
    ref('family_cases'),
    ref('civil_cases'),
    ref('oasys_assessments'),
] %}

with published as (
    {%- for table in tables %}
    select '{{ table.identifier }}' as table_name, count(*) as n_in_mart from {{ table }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select counted.*, published.n_in_mart
from {{ ref('quality_coverage_by_table') }} as counted
full join published on counted.table_name = published.table_name
where
    counted.n_published is distinct from published.n_in_mart
    or counted.n_rows - counted.n_published
    <> counted.n_before + counted.n_after + counted.n_undated
