with journeys as (
    select *
    from {{ ref('people_nomis__journeys') }}
    where {{ in_coverage('prison_custodial_journey', 'journey_start_date') }}
),

people as (
    select * from {{ ref('people_nomis') }}
),

-- One row a person record: sex and ethnicity as coded, from the first name that has a known code.
characteristics as (
    select
        names.root_offender_id,
        arg_min(sexes.code, names.name_rank) as gender_code,
        arg_min(sexes.description, names.name_rank) as gender_desc,
        arg_min(ethnicities.code, names.name_rank) as ethnicity_code,
        arg_min(ethnicities.description, names.name_rank) as ethnicity_desc,
    from {{ ref('people_nomis__names') }} as names
    left join {{ ref('nomis_sex') }} as sexes on names.sex_code = sexes.code
    left join {{ ref('nomis_ethnicity') }} as ethnicities
        on names.ethnicity_code = ethnicities.code
    group by names.root_offender_id
),

estimated_ids as (
    select * from {{ ref('link_person__record_ids') }}
),

areas as (
    select * from {{ ref('people_areas') }}
),

reasons as (
    select * from {{ ref('nomis_movement_reasons') }}
),

statuses as (
    select * from {{ ref('nomis_imprisonment_statuses') }}
),

legal_statuses as (
    select * from {{ ref('nomis_legal_statuses') }}
),

sentence_types as (
    select * from {{ ref('nomis_sentence_calc_types') }}
),

prisons as (
    select * from {{ ref('nomis_prisons') }}
),

offences as (
    select * from {{ ref('court_offences') }}
),

pleas as (
    select * from {{ ref('nomis_plea') }}
),

case_types as (
    select * from {{ ref('nomis_case_types') }}
)

select
    {{ hash_key('row_id', "people.source_dataset || '|' || people.record_key") }} as row_id_hash,
    estimated_ids.estimated_id_within_source as estimated_offender_id,
    {{ hash_key('nomis_offender_id', 'journeys.root_offender_id') }} as offender_id_hash,
    {{ hash_key('nomis_journey_id', 'journeys.first_booking_id') }} as journey_id_hash,
    cast(journeys.journey_number as integer) as journey_number,
    {{ iso_date('journeys.journey_start_date') }} as journey_start_date,
    admissions.code as admission_reason_code,
    admissions.description as admission_reason_desc,
    {{ iso_date('journeys.remand_start_date') }} as remand_start_date,
    {{ iso_date('journeys.sentence_start_date') }} as sentence_start_date,
    {{ iso_date('journeys.first_release_date') }} as first_release_date,
    {{ iso_date('journeys.first_recall_date') }} as first_recall_date,
    {{ iso_date('journeys.journey_end_date') }} as journey_end_date,
    releases.code as release_reason_code,
    releases.description as release_reason_desc,
    journeys.journey_end_date is null as is_in_custody,
    journeys.number_of_spells,
    journeys.number_of_bookings,
    journeys.number_of_recalls,
    journeys.days_in_custody,
    statuses.code as imprisonment_status_code,
    statuses.description as imprisonment_status_desc,
    legal_statuses.code as legal_status_code,
    legal_statuses.description as legal_status_desc,
    sentence_types.code as sentence_type_code,
    sentence_types.description as sentence_type_desc,
    journeys.is_indeterminate as is_indeterminate_sentence,
    journeys.sentence_length_days,
    {{ iso_date('journeys.conditional_release_date') }} as conditional_release_date,
    {{ iso_date('journeys.hdc_eligibility_date') }} as hdc_eligibility_date,
    {{ iso_date('journeys.parole_eligibility_date') }} as parole_eligibility_date,
    {{ iso_date('journeys.tariff_date') }} as tariff_date,
    {{ iso_date('journeys.sentence_expiry_date') }} as sentence_expiry_date,
    offences.offence_code as main_offence_code,
    offences.offence_desc as main_offence_desc,
    {{ iso_date('journeys.main_offence_date') }} as main_offence_date,
    pleas.code as main_offence_plea_code,
    pleas.description as main_offence_plea_desc,
    case_types.code as case_type_code,
    case_types.description as case_type_desc,
    first_prisons.code as first_prison_code,
    first_prisons.description as first_prison_desc,
    last_prisons.code as last_prison_code,
    last_prisons.description as last_prison_desc,
    characteristics.gender_code,
    characteristics.gender_desc,
    {{ age_at('people.dob_std', 'journeys.journey_start_date') }} as age_at_start,
    characteristics.ethnicity_code,
    characteristics.ethnicity_desc,
    people.ethnic_group,
    areas.lsoa_code as lsoa_residence,
from journeys
inner join people on cast(journeys.root_offender_id as varchar) = people.record_key
inner join characteristics on journeys.root_offender_id = characteristics.root_offender_id
inner join estimated_ids
    on
        people.source_dataset = estimated_ids.source_dataset
        and people.record_key = estimated_ids.record_key
left join areas
    on
        people.source_dataset = areas.source_dataset
        and people.record_key = areas.record_key
left join reasons as admissions
    on
        admissions.movement_type = 'ADM'
        and journeys.admission_reason_code = admissions.code
left join reasons as releases
    on
        releases.movement_type = 'REL'
        and journeys.release_reason_code = releases.code
left join statuses on journeys.imprisonment_status_code = statuses.code
left join legal_statuses on journeys.legal_status_code = legal_statuses.code
left join sentence_types on journeys.sentence_type_code = sentence_types.code
left join offences on journeys.main_offence_code = offences.offence_code
left join pleas on journeys.main_offence_plea_code = pleas.code
left join case_types on journeys.case_type_code = case_types.code
left join prisons as first_prisons on journeys.first_prison_code = first_prisons.code
left join prisons as last_prisons on journeys.last_prison_code = last_prisons.code
