-- Every code stands in the seed that describes it. A row here is published as null, with
-- has_unlisted_code set: add the code to the seed. A warning: an extract may be ahead of it.
{{ config(severity='warn') }}
{%- set listed = [
    ('offender', 'gender_code', 'oasys_genders'),
    ('offender', 'ethnic_category_code', 'oasys_ethnic_categories'),
    ('offender', 'local_authority_code', 'oasys_local_authorities'),
    ('offender_link', 'link_type_code', 'oasys_link_types'),
    ('oasys_assessment_group', 'historic_status_code', 'oasys_historic_statuses'),
    ('oasys_set', 'assessment_type_code', 'oasys_assessment_types'),
    ('oasys_set', 'assessment_status_code', 'oasys_assessment_statuses'),
    ('oasys_set', 'purpose_code', 'oasys_purposes'),
    ('oasys_set', 'service_code', 'oasys_services'),
    ('oasys_set', 'ogrs3_risk_code', 'oasys_risk_levels'),
    ('oasys_set', 'ogp_risk_code', 'oasys_risk_levels'),
    ('oasys_set', 'ovp_risk_code', 'oasys_risk_levels'),
    ('oasys_set', 'rosh_level_code', 'oasys_risk_levels'),
    ('oasys_set', 'tier_code', 'oasys_tiers'),
    ('oasys_set', 'gender_code', 'oasys_genders'),
    ('oasys_set', 'ethnic_category_code', 'oasys_ethnic_categories'),
    ('oasys_set', 'local_authority_code', 'oasys_local_authorities'),
    ('oasys_section', 'section_code', 'oasys_section_codes'),
    ('oasys_section', 'section_status_code', 'oasys_section_statuses'),
    ('oasys_section', 'missing_data_code', 'oasys_missing_data'),
    ('oasys_question', 'question_code', 'oasys_questions'),
    ('oasys_answer', 'answer_code', 'oasys_answers'),
    ('offence_block', 'sentence_code', 'oasys_sentences'),
] %}

{% for table, column, seed in listed %}
select
    '{{ table }}' as table_name,
    '{{ column }}' as column_name,
    '{{ seed }}' as code_list,
    {{ column }} as code,
    count(*) as n_rows,
from {{ ref('stg_oasys__' ~ table) }}
where
    {{ column }} is not null
    and {{ column }} not in (select code from {{ ref(seed) }})
group by {{ column }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
