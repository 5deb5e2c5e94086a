with names as (
    select * from {{ ref('people_nomis__names') }}
),

sexes as (
    select * from {{ ref('nomis_sex') }}
),

ethnicities as (
    select * from {{ ref('nomis_ethnicity') }}
),

identifiers as (
    select * from {{ ref('stg_nomis__offender_identifiers') }}
),

addresses as (
    select * from {{ ref('stg_nomis__offender_addresses') }}
),

bookings as (
    select * from {{ ref('stg_nomis__offender_bookings') }}
),

first_bookings as (
    select
        root_offender_id,
        min(booking_start_date) as first_booking_date,
    from bookings
    group by root_offender_id
),

record_dates as (
    select
        names.root_offender_id,
        coalesce(
            min(first_bookings.first_booking_date), min(names.created_date)
        ) as record_date,
    from names
    left join first_bookings on names.root_offender_id = first_bookings.root_offender_id
    where names.root_offender_id is not null
    group by names.root_offender_id
),

cleaned_names as (
    select
        names.root_offender_id,
        names.name_rank - 1 as name_kind,
        {{ standardise_name('names.first_name') }} as first_names,
        {{ standardise_name("concat_ws(' ', names.middle_name, names.second_middle_name)") }}
            as middle_names,
        {{ standardise_name('names.last_name') }} as surname_std,
        {{ standardise_dob('names.birth_date', 'record_dates.record_date') }} as dob_std,
        names.prison_number,
        names.sex_code,
        names.ethnicity_code,
        record_dates.record_date,
    from names
    inner join record_dates on names.root_offender_id = record_dates.root_offender_id
),

standardised_names as (
    select
        *,
        {{ first_word('first_names') }} as forename1_std,
        nullif(
            concat_ws(' ', {{ later_words('first_names') }}, middle_names), ''
        ) as middle_names_std,
    from cleaned_names
),

-- One row a person record: its main name.
main_names as (
    select * from standardised_names where name_kind = 0
),

-- One row a person record with another name: those that differ from the main one, each once.
aliases as (
    {{ distinct_aliases('standardised_names', 'root_offender_id') | indent }}
),

-- One row a person record: what its names say, the main name first.
characteristics as (
    select
        names.root_offender_id,
        arg_min(sexes.sex_std, names.name_kind) as sex_std,
        arg_min(ethnicities.ethnic_group, names.name_kind) as ethnic_group,
    from standardised_names as names
    left join sexes on names.sex_code = sexes.code
    left join ethnicities on names.ethnicity_code = ethnicities.code
    group by names.root_offender_id
),

standardised_identifiers as (
    select
        root_offender_id,
        identifier_sequence,
        offender_id,
        coalesce(is_verified, false) as is_verified,
        if(identifier_type_code = 'PNC', {{ standardise_pnc('identifier') }}, null) as pnc_std,
        if(identifier_type_code = 'CRO', {{ standardise_cro('identifier') }}, null) as cro_std,
        if(
            identifier_type_code = 'NINO', {{ standardise_ni_number('identifier') }}, null
        ) as ni_number_std,
    from identifiers
    where identifier_type_code in ('PNC', 'CRO', 'NINO')
),

-- One row a person record with such a number: a verified one first, then the newest.
numbers as (
    select
        root_offender_id,
        arg_max(pnc_std, (is_verified, identifier_sequence, offender_id, pnc_std)) as pnc_std,
        arg_max(cro_std, (is_verified, identifier_sequence, offender_id, cro_std)) as cro_std,
        arg_max(
            ni_number_std, (is_verified, identifier_sequence, offender_id, ni_number_std)
        ) as ni_number_std,
    from standardised_identifiers
    group by root_offender_id
),

standardised_addresses as (
    select
        root_offender_id,
        address_id,
        address_start_date,
        {{ standardise_postcode('postal_code') }} as postcode_std,
    from addresses
),

-- One row a person record with a postcode.
postcodes as (
    select
        root_offender_id,
        list_sort(list(distinct postcode_std)) as postcodes_std,
        arg_max(
            postcode_std,
            (coalesce(address_start_date, date '0001-01-01'), address_id)
        ) as area_postcode_std,
    from standardised_addresses
    where postcode_std is not null
    group by root_offender_id
)

select
    'prison_nomis' as source_dataset,
    cast(main_names.root_offender_id as varchar) as record_key,
    main_names.forename1_std,
    main_names.middle_names_std,
    main_names.surname_std,
    main_names.dob_std,
    characteristics.sex_std,
    coalesce(postcodes.postcodes_std, []) as postcodes_std,
    numbers.pnc_std,
    numbers.cro_std,
    {{ standardise_prison_number('main_names.prison_number') | indent }} as prison_number_std,
    cast(null as varchar) as crn_std,
    numbers.ni_number_std,
    coalesce(aliases.aliases, {{ no_aliases() }}) as aliases,
    characteristics.ethnic_group,
    main_names.record_date,
    postcodes.area_postcode_std,
from main_names
inner join characteristics on main_names.root_offender_id = characteristics.root_offender_id
left join aliases on main_names.root_offender_id = aliases.root_offender_id
left join numbers on main_names.root_offender_id = numbers.root_offender_id
left join postcodes on main_names.root_offender_id = postcodes.root_offender_id
