-- A row here is a row of the extract whose parent the extract lacks; it is in no published table.
-- A warning: ask whoever cut the extract whether rows of the parent were left out.
{{ config(severity='warn') }}
{%- set references = [
    ('offender_alias', 'offender_id', 'offender', 'offender_id'),
    ('offender_link', 'deciding_offender_id', 'offender', 'offender_id'),
    ('oasys_assessment_group', 'offender_id', 'offender', 'offender_id'),
    ('oasys_set', 'assessment_group_id', 'oasys_assessment_group', 'assessment_group_id'),
    ('oasys_section', 'assessment_id', 'oasys_set', 'assessment_id'),
    ('oasys_question', 'assessment_section_id', 'oasys_section', 'assessment_section_id'),
    ('oasys_answer', 'question_id', 'oasys_question', 'question_id'),
    ('offence_block', 'assessment_id', 'oasys_set', 'assessment_id'),
] %}

{% for child, column, parent, key in references %}
select
    '{{ child }}' as table_name,
    '{{ column }}' as column_name,
    '{{ parent }}' as parent_table,
    count(*) as n_rows,
from {{ ref('stg_oasys__' ~ child) }} as children
anti join {{ ref('stg_oasys__' ~ parent) }} as parents
    on children.{{ column }} = parents.{{ key }}
having count(*) > 0
{% if not loop.last %}union all{% endif %}
{% endfor %}
