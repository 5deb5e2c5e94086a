{%- set codes = [
    ('assessment_type_code', 'types', 'oasys_assessment_types'),
    ('assessment_status_code', 'statuses', 'oasys_assessment_statuses'),
    ('purpose_code', 'purposes', 'oasys_purposes'),
    ('service_code', 'services', 'oasys_services'),
    ('historic_status_code', 'historic_statuses', 'oasys_historic_statuses'),
    ('sentence_code', 'sentences', 'oasys_sentences'),
    ('gender_code', 'genders', 'oasys_genders'),
    ('ethnic_category_code', 'ethnicities', 'oasys_ethnic_categories'),
    ('local_authority_code', 'local_authorities', 'oasys_local_authorities'),
    ('ogrs3_band_code', 'ogrs3_bands', 'oasys_risk_levels'),
    ('ogp_band_code', 'ogp_bands', 'oasys_risk_levels'),
    ('ovp_band_code', 'ovp_bands', 'oasys_risk_levels'),
    ('rosh_level_code', 'rosh_levels', 'oasys_risk_levels'),
    ('tier_code', 'tiers', 'oasys_tiers'),
] -%}

with assessments as (
    select * from {{ ref('people_oasys__assessments') }}
    where {{ in_coverage('oasys_assessments', 'initiation_date') | indent(8) }}
),

people as (
    select * from {{ ref('people_oasys') }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
),

areas as (
    select * from {{ ref('people_areas') }}
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "people.source_dataset || '|' || people.record_key") }} as row_id_hash,
    record_ids.estimated_id_within_source as estimated_offender_id,
    {{ hash_key('oasys_offender_id', 'assessments.offender_id') }} as offender_id_hash,
    {{ hash_key('oasys_assessment_id', 'assessments.assessment_id') }} as assessment_id_hash,
    cast(assessments.assessment_number as integer) as assessment_number,

    -- The assessment.
    {{ kept_code('types.code', 'assessments.assessment_type_code') | indent }}
        as assessment_type_code,
    types.description as assessment_type_desc,
    {{ kept_code('statuses.code', 'assessments.assessment_status_code') | indent }}
        as assessment_status_code,
    statuses.description as assessment_status_desc,
    {{ kept_code('services.code', 'assessments.service_code') | indent }} as service_code,
    services.description as service_desc,
    {{ kept_code('purposes.code', 'assessments.purpose_code') | indent }} as purpose_code,
    purposes.description as purpose_desc,
    purposes.purpose_group as purpose_group_desc,
    {{ kept_code('historic_statuses.code', 'assessments.historic_status_code') | indent }}
        as historic_status_code,
    historic_statuses.description as historic_status_desc,
    {{ iso_date('assessments.initiation_date') }} as initiation_date,
    {{ iso_date('assessments.completed_date') }} as completed_date,
    cast(assessments.completed_date - assessments.initiation_date as integer) as days_to_complete,

    -- The sentence that it is about.
    {{ kept_code('sentences.code', 'assessments.sentence_code') | indent }} as sentence_code,
    sentences.description as sentence_desc,
    {{ iso_date('assessments.offence_date') }} as offence_date,
    {{ iso_date('assessments.sentence_date') }} as sentence_date,
    cast(assessments.initiation_date - assessments.sentence_date as integer)
        as days_since_sentence,
    cast(assessments.custodial_length_days as integer) as custodial_length_days,
    {{ iso_date('assessments.conditional_release_date') }} as conditional_release_date,
    {{ iso_date('assessments.sentence_expiry_date') }} as sentence_expiry_date,
    {{ iso_date('assessments.recall_date') }} as recall_date,

    -- The person.
    {{ kept_code('genders.code', 'assessments.gender_code') | indent }} as gender_code,
    genders.description as gender_desc,
    {{ age_at('people.dob_std', 'assessments.initiation_date') | indent(4) }} as age_at_assessment,
    {{ kept_code('ethnicities.code', 'assessments.ethnic_category_code') | indent }}
        as ethnicity_code,
    ethnicities.description as ethnicity_desc,
    ethnicities.ethnic_group,
    areas.lsoa_code as lsoa_residence,
    {{ kept_code('local_authorities.code', 'assessments.local_authority_code') | indent }}
        as local_authority_code,
    local_authorities.description as local_authority_desc,
    assessments.needs_interpreter,
    assessments.has_charges_pending,
    assessments.has_appeal_pending,
    assessments.was_looked_after,
    assessments.was_in_armed_forces,

    -- Predictors of reconviction and risk of serious harm.
    {%- for column in [
        'ogrs3_1year', 'ogrs3_2year', 'ogp_static_score', 'ogp_dynamic_score', 'ogp_total_score',
        'ogp_1year', 'ogp_2year', 'ovp_static_score', 'ovp_dynamic_score', 'ovp_total_score',
        'ovp_1year', 'ovp_2year',
    ] %}
    cast(assessments.{{ column }} as integer) as {{ column }},
    {%- endfor %}
    {%- for score in ['ogrs3', 'ogp', 'ovp'] %}
    {{ kept_code(score ~ '_bands.code', 'assessments.' ~ score ~ '_band_code') | indent }}
        as {{ score }}_risk_code,
    {{ score }}_bands.description as {{ score }}_risk_desc,
    {%- endfor %}
    {{ kept_code('rosh_levels.code', 'assessments.rosh_level_code') | indent }} as rosh_level_code,
    rosh_levels.description as rosh_level_desc,
    {{ kept_code('tiers.code', 'assessments.tier_code') | indent }} as tier_code,
    tiers.description as tier_desc,

    -- Needs and answers.
    assessments.number_of_needs,
    assessments.number_of_needs_assessed,
    {%- for column in [
        'is_no_fixed_abode', 'unemployment_score', 'has_domestic_violence', 'has_misused_drugs',
        'alcohol_problem_score', 'impulsivity_score', 'pro_criminal_attitudes_score',
    ] %}
    assessments.{{ column }},
    {%- endfor %}
from assessments
inner join people on assessments.record_key = people.record_key
inner join record_ids
    on
        people.source_dataset = record_ids.source_dataset
        and people.record_key = record_ids.record_key
left join areas
    on
        people.source_dataset = areas.source_dataset
        and people.record_key = areas.record_key
{%- for column, list, seed in codes %}
left join {{ ref(seed) }} as {{ list }}
    on assessments.{{ column }} = {{ list }}.code
{%- endfor %}
