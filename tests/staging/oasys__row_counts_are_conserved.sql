-- Every row of the extract is a row of staging: nothing is dropped, nothing doubled. No row where
-- OASys was not delivered.
{%- set tables = [
    'offender', 'offender_alias', 'offender_link', 'oasys_assessment_group', 'oasys_set',
    'oasys_section', 'oasys_question', 'oasys_answer', 'offence_block',
] %}

with counts as (
    {% for table in tables %}
    select
        '{{ table }}' as table_name,
        (select count(*) from {{ source_or_empty('oasys', table) }}) as extract_rows,
        (select count(*) from {{ ref('stg_oasys__' ~ table) }}) as staging_rows,
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from counts
where extract_rows <> staging_rows
