{#- Dates as published: text. -#}
{%- set dates = [
    'journey_start_date', 'journey_end_date', 'first_release_date', 'first_recall_date',
    'last_reception_date', 'remand_start_date', 'remand_end_date', 'sentence_start_date',
    'main_sentence_start_date', 'conditional_release_date', 'automatic_release_date',
    'hdc_eligibility_date', 'parole_eligibility_date', 'tariff_date', 'sentence_expiry_date',
    'licence_expiry_date', 'post_recall_release_date', 'supervision_expiry_date',
    'main_offence_date', 'main_offence_end_date',
] -%}
{#- Codes that are entered, each with a description: kept as they are where the list lacks them. -#}
{%- set entered = [
    'admission_reason', 'first_release_reason', 'first_recall_reason', 'release_reason',
    'sentence_type', 'sentence_category', 'main_offence', 'main_offence_plea',
    'main_offence_result', 'case_type', 'imprisonment_status', 'first_imprisonment_status',
    'last_imprisonment_status', 'first_prison', 'last_prison', 'gender', 'ethnicity',
    'birth_country',
] -%}
{%- set parts = ['sentences', 'charges', 'statuses', 'movements'] -%}

with journeys as (
    select
        journeys.*,
        characteristics.* exclude (root_offender_id),
        {% for part in parts -%}
        {{ part }}.* exclude (root_offender_id, journey_number),
        {% endfor %}
    from {{ ref('people_nomis__journeys') }} as journeys
    {% for part in parts -%}
    left join {{ ref('people_nomis__journey_' ~ part) }} as {{ part }}
        on
            journeys.root_offender_id = {{ part }}.root_offender_id
            and journeys.journey_number = {{ part }}.journey_number
    {% endfor -%}
    left join {{ ref('people_nomis__characteristics') }} as characteristics
        on journeys.root_offender_id = characteristics.root_offender_id
    where {{ in_coverage('prison_custodial_journey', 'journeys.journey_start_date') }}
),

people as (
    select * from {{ ref('people_nomis') }}
),

estimated_ids as (
    select * from {{ ref('link_person__record_ids') }}
),

areas as (
    select * from {{ ref('people_areas') }}
)

-- What is published is what the contract of this table lists; another column stops the build.
select
    {{ hash_key('row_id', "people.source_dataset || '|' || people.record_key") }} as row_id_hash,
    estimated_ids.estimated_id_within_source as estimated_offender_id,
    {{ hash_key('nomis_offender_id', 'journeys.root_offender_id') }} as offender_id_hash,
    {{ hash_key('nomis_journey_id', 'journeys.first_booking_id') }} as journey_id_hash,
    cast(journeys.journey_number as integer) as journey_number,
    journeys.journey_end_date is null as is_in_custody,
    {% for column in dates -%}
    {{ iso_date('journeys.' ~ column) }} as {{ column }},
    {% endfor -%}
    {% for name in entered -%}
    {%- set listed = 'if(' ~ name ~ '_desc is null, null, ' ~ name ~ '_code)' -%}
    {{ kept_code(listed, name ~ '_code') | indent }} as {{ name }}_code,
    {% endfor -%}
    journeys.is_indeterminate as is_indeterminate_sentence,
    journeys.* exclude (
        root_offender_id, journey_number, first_booking_id, booking_id, case_id,
        is_indeterminate, first_recall_reason_group, {{ dates | join(', ') }},
        {{ entered | join('_code, ') }}_code
    ),
    {{ age_at('people.dob_std', 'journeys.journey_start_date') }} as age_at_start,
    {{ age_at('people.dob_std', 'journeys.main_offence_date') }} as age_at_main_offence,
    {{ age_at('people.dob_std', 'journeys.sentence_start_date') }} as age_at_sentence,
    {{ age_at('people.dob_std', 'journeys.first_release_date') }} as age_at_first_release,
    {{ age_at('people.dob_std', 'journeys.journey_end_date') }} as age_at_end,
    people.ethnic_group,
    areas.lsoa_code as lsoa_residence,
from journeys
inner join people on cast(journeys.root_offender_id as varchar) = people.record_key
inner join estimated_ids
    on
        people.source_dataset = estimated_ids.source_dataset
        and people.record_key = estimated_ids.record_key
left join areas
    on
        people.source_dataset = areas.source_dataset
        and people.record_key = areas.record_key
