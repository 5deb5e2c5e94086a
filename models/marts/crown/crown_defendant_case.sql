{#- Codes of the case, each with the code list that says what it means: the published name, the
    recorded code, the list, its column of the code. -#}
{%- set coded = [
    ('case_type', 'case_type', 'xhibit_case_types', 'case_type'),
    ('receipt_type', 'receipt_type', 'xhibit_receipt_types', 'receipt_type'),
    ('either_way_type', 'either_way_type', 'xhibit_either_way_types', 'either_way_type'),
    ('case_class', 'case_class', 'xhibit_case_classes', 'case_class'),
    ('case_status', 'case_status', 'xhibit_case_statuses', 'case_status'),
    ('charge_type', 'charge_type', 'xhibit_charge_types', 'charge_type'),
    ('proceedings', 'proceedings_code', 'xhibit_proceedings', 'proceedings_code'),
    ('remand_status', 'committal_bail_status', 'xhibit_bail_statuses', 'bail_status'),
    ('current_bail_status', 'current_bail_status', 'xhibit_bail_statuses', 'bail_status'),
    ('magistrates_bail_status', 'bail_mag_code', 'xhibit_bail_statuses', 'bail_status'),
    ('remand_a', 'remand_a_code', 'xhibit_remand_histories', 'remand_code'),
    ('remand_b', 'remand_b_code', 'xhibit_remand_histories', 'remand_code'),
    ('remand_c', 'remand_c_code', 'xhibit_remand_histories', 'remand_code'),
    ('first_hearing_type', 'first_hearing_type_id', 'xhibit_hearing_types', 'hearing_type_id'),
    ('final_hearing_type', 'final_hearing_type_id', 'xhibit_hearing_types', 'hearing_type_id'),
    ('nationality', 'nationality_code', 'xhibit_nationalities', 'nationality_code'),
    ('ethnicity', 'self_defined_ethnicity_code', 'xhibit_ethnicities', 'ethnicity_code'),
    (
        'ethnic_appearance', 'ethnic_appearance_code', 'xhibit_ethnic_appearances',
        'ethnic_appearance_code',
    ),
    ('prison', 'prison_code', 'nomis_prisons', 'code'),
] -%}
{%- set numbers = ['case_class', 'remand_a', 'remand_b', 'remand_c', 'first_hearing_type',
    'final_hearing_type'] -%}
{%- set markers = ['juvenile', 'custodial', 'suspended', 'deportation', 'hate', 'transferred'] -%}

with cases as (
    select
        *,
        {{ age_at('dob_std', 'first_hearing_date') | indent(8) }} as age,
        try_cast(regexp_extract(asn, '^[0-9]{2}') as integer) as asn_year,
    from {{ ref('people_xhibit__cases') }}
    where {{ in_coverage('crown_defendant_case', 'first_hearing_date') | indent }}
),

-- One row a defendant on a case: the principal offence.
offences as (
    select * from {{ ref('people_xhibit__published_offences') }}
    where offence_number = 1
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
),

areas as (
    select * from {{ ref('people_areas') }}
),

courts as (
    select * from {{ ref('libra_courts') }}
),

crown_centres as (
    select * from {{ ref('court_crown_centres') }}
),

forces as (
    select * from {{ ref('court_police_forces') }}
),

-- One row an age.
age_groups as (
    select
        age_group,
        unnest(range(from_age, to_age + 1)) as age,
    from {{ ref('court_age_groups') }}
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "cases.source_dataset || '|' || cases.record_key") }} as row_id_hash,
    {{ hash_key('defendant_on_case_id', 'cases.defendant_on_case_id') }}
        as defendant_on_case_id_hash,
    {{ hash_key('crown_case_id', 'cases.case_id') }} as case_id_hash,
    record_ids.estimated_id_within_source as estimated_defendant_id,

    -- Dates of the case.
    cast(year(cases.receipt_date) // 100 * 100 + cases.asn_year as integer)
    - case when cases.asn_year > year(cases.receipt_date) % 100 then 100 else 0 end
        as arrest_summons_year,
    {{ iso_date('cases.mag_court_first_hearing_date') }} as magistrates_first_hearing_date,
    {{ iso_date('cases.mag_court_final_hearing_date') }} as magistrates_final_hearing_date,
    {{ iso_date('cases.mag_conviction_date') }} as magistrates_conviction_date,
    {{ iso_date('cases.sent_for_trial_date') }} as sent_for_trial_date,
    {{ iso_date('cases.committal_date') }} as committal_date,
    {{ iso_date('cases.appealed_decision_date') }} as appealed_decision_date,
    {{ iso_date('cases.appeal_lodged_date') }} as appeal_lodged_date,
    {{ iso_date('coalesce(cases.committal_date, cases.appeal_lodged_date, cases.receipt_date)') }}
        as initiation_date,
    {{ iso_date('cases.receipt_date') }} as receipt_date,
    {{ iso_date('cases.indictment_signed_date') }} as indictment_signed_date,
    {{ iso_date('cases.first_hearing_date') }} as first_hearing_date,
    {{ iso_date('cases.trial_start_date') }} as trial_start_date,
    {{ iso_date('cases.trial_end_date') }} as trial_end_date,
    {{ iso_date('cases.sentence_date') }} as sentence_date,
    {{ iso_date('cases.final_hearing_date') }} as final_hearing_date,
    {{ iso_date('cases.custody_time_limit_date') }} as custody_time_limit_date,
    {{ iso_date('cases.exported_date') }} as results_exported_date,

    -- Codes of the case and of the person.
    {%- for name, recorded, code_list, key in coded %}
    {%- if name in numbers %}
    cast(cases.{{ recorded }} as integer) as {{ name }}_code,
    {%- else %}
    {{ kept_code(name ~ '_list.' ~ key, 'cases.' ~ recorded) | indent }} as {{ name }}_code,
    {%- endif %}
    {{ name }}_list.description as {{ name }}_desc,
    {%- endfor %}

    -- The case.
    cast(cases.court_code as integer) as court_code,
    crown_centres.court_name as court_desc,
    {{ kept_code('courts.court_code', 'cases.committing_court_code') | indent }}
        as committing_court_code,
    courts.court_name as committing_court_desc,
    {{ kept_code('collecting_courts.court_code', 'cases.collecting_court_code') | indent }}
        as collecting_court_code,
    collecting_courts.court_name as collecting_court_desc,
    cast(cases.police_force_code as integer) as police_force_code,
    forces.police_force_name as police_force_desc,
    {{ yes_no("coalesce(cases.results_verified_code = 'E', false)") | indent }}
        as results_verified_marker,
    {%- for marker in markers %}
    case when cases.{{ marker }}_marker in ('Y', 'N') then cases.{{ marker }}_marker end
        as {{ marker }}_marker,
    {%- endfor %}
    {{ yes_no('cases.trial_start_date is not null') | indent }} as trial_marker,
    {{ days_between('cases.trial_start_date', 'cases.trial_end_date') }} + 1 as trial_length_days,
    cast(cases.n_defendants as integer) as number_of_defendants,
    cast(cases.defendant_number as integer) as defendant_number,
    cast(cases.n_hearings as integer) as number_of_hearings,
    cast(cases.n_offences as integer) as number_of_offences,
    cast(cases.n_guilty_pleas as integer) as number_of_guilty_pleas,
    cast(cases.n_convictions as integer) as number_of_convictions,
    cast(cases.n_acquittals as integer) as number_of_acquittals,
    cast(cases.n_taken_into_consideration as integer) as number_taken_into_consideration,
    cases.total_fine_pounds as total_fine_amount,

    -- The principal offence and its outcome.
    offences.* exclude (
        defendant_on_offence_id, defendant_on_case_id, offence_number, offence_day, conviction_day
    ),

    -- Timeliness.
    {%- for name, from_date, to_date in [
        ('offence_to_receipt', 'offences.offence_day', 'cases.receipt_date'),
        ('committal_to_receipt', 'cases.committal_date', 'cases.receipt_date'),
        ('receipt_to_first_hearing', 'cases.receipt_date', 'cases.first_hearing_date'),
        ('first_hearing_to_completion', 'cases.first_hearing_date', 'cases.final_hearing_date'),
        ('receipt_to_completion', 'cases.receipt_date', 'cases.final_hearing_date'),
        ('offence_to_completion', 'offences.offence_day', 'cases.final_hearing_date'),
        ('conviction_to_sentence', 'offences.conviction_day', 'cases.sentence_date'),
    ] %}
    {{ days_between(from_date, to_date) }} as days_{{ name }},
    {%- endfor %}

    -- The person.
    upper(cases.sex_std) as gender,
    case
        when cases.gender_code is null then 'Not recorded'
        when cases.sex_std is null then 'Not stated'
        else 'Stated'
    end as gender_status,
    cases.age,
    age_groups.age_group,
    {{ age_at('cases.dob_std', 'offences.offence_day') | indent }} as age_at_offence,
    {{ age_at('cases.dob_std', 'cases.sentence_date') | indent }} as age_at_sentence,
    case
        when cases.self_defined_ethnicity_code is null then 'Not recorded'
        when cases.self_defined_ethnicity_code = 'NS' then 'Not stated'
        else 'Stated'
    end as ethnicity_status,
    cases.ethnic_group,
    areas.lsoa_code as lsoa_residence,
from cases
left join offences on cases.defendant_on_case_id = offences.defendant_on_case_id
left join record_ids
    on
        cases.source_dataset = record_ids.source_dataset
        and cases.record_key = record_ids.record_key
left join areas
    on
        cases.source_dataset = areas.source_dataset
        and cases.record_key = areas.record_key
{%- for name, recorded, code_list, key in coded %}
left join {{ ref(code_list) }} as {{ name }}_list
    on cases.{{ recorded }} = {{ name }}_list.{{ key }}
{%- endfor %}
left join courts on cases.committing_court_code = courts.court_code
left join courts as collecting_courts
    on cases.collecting_court_code = collecting_courts.court_code
left join crown_centres on cases.court_code = crown_centres.court_code
left join forces on cases.police_force_code = forces.police_force_code
left join age_groups on cases.age = age_groups.age
order by row_id_hash
