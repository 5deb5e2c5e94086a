-- Every code stands in the seed that describes it. A row here is published without its code: add
-- the value to the seed. A warning, because an extract may be ahead of the seed.
{{ config(severity='warn') }}
{%- set listed = [
    ('stg_pnc__offenders', 'sex_code', 'pnc_sexes'),
    ('stg_pnc__offenders', 'ethnic_appearance_code', 'pnc_ethnic_appearances'),
    ('stg_pnc__offences', 'record_type_code', 'pnc_record_types'),
    ('stg_pnc__offences', 'offence_code', 'pnc_offence_codes'),
    ('stg_pnc__offences', 'plea_code', 'pnc_pleas'),
    ('stg_pnc__offences', 'country_code', 'pnc_countries'),
    ('stg_pnc__disposals', 'disposal_code', 'pnc_disposal_types'),
    ('stg_pnc__disposals', 'duration_unit_code', 'pnc_duration_units'),
    ('stg_npd__pupils', 'gender_code', 'npd_genders'),
    ('stg_npd__pupils', 'ethnic_group_code', 'npd_ethnic_groups'),
    ('stg_npd__pupils', 'language_group_code', 'npd_language_groups'),
    ('stg_npd__census', 'sen_provision_code', 'npd_sen_provisions'),
    ('stg_npd__attainment', 'key_stage_code', 'npd_key_stages'),
    ('stg_npd__attainment', 'english_level_code', 'npd_attainment_levels'),
    ('stg_npd__attainment', 'maths_level_code', 'npd_attainment_levels'),
    ('stg_npd__absence', 'term_code', 'npd_terms'),
    ('stg_npd__exclusions', 'category_code', 'npd_exclusion_categories'),
    ('stg_npd__exclusions', 'reason_code', 'npd_exclusion_reasons'),
] -%}

{% for table, column, seed in listed %}
select
    '{{ table }}' as table_name,
    '{{ column }}' as column_name,
    '{{ seed }}' as code_list,
    {{ column }} as code,
    count(*) as n_rows,
from {{ ref(table) }}
where {{ column }} not in (select code from {{ ref(seed) }})
group by {{ column }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
