with roles as (
    select * from {{ ref('stg_familyman__roles') }}
    where not is_deleted
),

parties as (
    select * from {{ ref('stg_familyman__parties') }}
),

cases as (
    select * from {{ ref('stg_familyman__cases') }}
),

-- One row a party on a case that is a person, whatever roles he or she has in it.
records as (
    select
        roles.case_number,
        roles.party_id,
        parties.forename1,
        nullif(concat_ws(' ', parties.forename2, parties.forename3), '') as middle_names,
        parties.surname,
        parties.date_of_birth,
        parties.gender_code,
        cases.receipt_date as record_date,
    from (
        select distinct case_number, party_id,
        from roles
    ) as roles
    inner join parties on roles.party_id = parties.party_id
    left join cases on roles.case_number = cases.case_number
    where
        roles.case_number is not null
        and parties.organisation_name is null
        and not {{ is_company_name('parties.forename1', 'parties.surname') | indent(8) }}
),

name_words as (
    {{ standardised_names('records', ['forename1', 'middle_names', 'surname']) | indent(4) }}
),

addresses as (
    select
        address_id,
        party_id,
        from_date,
        address_type_code = 'CONF' as is_confidential,
        {{ standardise_postcode('postcode') | indent(8) }} as postcode_std,
    from {{ ref('stg_familyman__addresses') }}
),

-- One row a party: all postcodes for the linkage, and the latest one for the area of residence,
-- unless the address is kept from the other party: then no area is published either.
postcodes as (
    select
        party_id,
        list_sort(list(distinct postcode_std)) as postcodes_std,
        arg_max(
            case when is_confidential then '' else postcode_std end,
            (coalesce(from_date, date '0001-01-01'), address_id)
        ) as area_postcode_std,
    from addresses
    where postcode_std is not null
    group by party_id
)

select
    'familyman' as source_dataset,
    records.case_number || '|' || records.party_id as record_key,
    {{ first_word('names1.name_std') | indent }} as forename1_std,
    nullif(
        concat_ws(' ', {{ later_words('names1.name_std') | indent(8) }}, names2.name_std), ''
    ) as middle_names_std,
    surnames.name_std as surname_std,
    {{ standardise_dob('records.date_of_birth', 'records.record_date') | indent }} as dob_std,
    {{ standardise_sex('records.gender_code') | indent }} as sex_std,
    coalesce(postcodes.postcodes_std, []) as postcodes_std,
    cast(null as varchar) as pnc_std,
    cast(null as varchar) as cro_std,
    cast(null as varchar) as prison_number_std,
    cast(null as varchar) as crn_std,
    cast(null as varchar) as ni_number_std,
    {{ no_aliases() | indent }} as aliases,
    cast(null as varchar) as ethnic_group,
    records.record_date,
    nullif(postcodes.area_postcode_std, '') as area_postcode_std,
from records
left join name_words as names1 on records.forename1 = names1.name
left join name_words as names2 on records.middle_names = names2.name
left join name_words as surnames on records.surname = surnames.name
left join postcodes on records.party_id = postcodes.party_id
