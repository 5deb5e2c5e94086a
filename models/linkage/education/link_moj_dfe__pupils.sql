with pupils as (
    select
        pupil_id,
        forename,
        surname,
        former_surname,
        {{ data_first.standardise_dob('birth_date') | indent(8) }} as date_of_birth,
        {{ data_first.standardise_sex('gender_code') | indent(8) }} as gender,
    from {{ ref('stg_npd__pupils') }}
),

-- One row a pupil and surname: number 1 is the last one, 2 an earlier one.
names as (
    select pupil_id, 1 as name_number, forename, surname from pupils
    union all
    select pupil_id, 2, forename, former_surname from pupils
    where former_surname is not null
),

name_words as (
    {{ data_first.standardised_names('names', ['forename', 'surname']) | indent(4) }}
),

nicknames as (
    select * from {{ ref('nicknames') }}
),

-- One row a pupil: every postcode at which a census found the home.
homes as (
    select
        pupil_id,
        list(distinct postcode_std order by postcode_std) as postcodes,
    from (
        select
            pupil_id,
            {{ data_first.standardise_postcode('postcode') | indent(12) }} as postcode_std,
        from {{ ref('stg_npd__census') }}
    ) as censuses
    where postcode_std is not null
    group by pupil_id
),

standardised as (
    select
        names.pupil_id,
        names.name_number,
        {{ data_first.first_word('forenames.name_std') | indent(8) }} as forename,
        surnames.name_std as surname,
    from names
    left join name_words as forenames on names.forename = forenames.name
    left join name_words as surnames on names.surname = surnames.name
)

select
    cast(pupils.pupil_id as varchar) as record_key,
    standardised.name_number,
    standardised.forename,
    coalesce(nicknames.canonical_name, standardised.forename) as forename_full,
    standardised.surname,
    pupils.date_of_birth,
    pupils.gender,
    coalesce(homes.postcodes, cast([] as varchar[])) as postcodes,
from pupils
inner join standardised on pupils.pupil_id = standardised.pupil_id
left join homes on pupils.pupil_id = homes.pupil_id
left join nicknames
    on
        standardised.forename = nicknames.nickname
        and coalesce(pupils.gender, 'm') = nicknames.sex
