with scope as (
    select * from {{ ref('link_moj_dfe__scope') }}
    where scope_status = 'in scope'
),

offenders as (
    select
        offender_id,
        {{ data_first.standardise_sex('sex_code') | indent(8) }} as gender,
        {{ data_first.standardise_postcode('postcode') | indent(8) }} as postcode,
    from {{ ref('stg_pnc__offenders') }}
),

names as (
    select * from {{ ref('stg_pnc__names') }}
),

name_words as (
    {{ data_first.standardised_names('names', ['forename1', 'surname']) | indent(4) }}
),

nicknames as (
    select * from {{ ref('nicknames') }}
),

standardised as (
    select
        names.offender_id,
        names.name_number,
        {{ data_first.first_word('forenames.name_std') | indent(8) }} as forename,
        surnames.name_std as surname,
        {{ data_first.standardise_dob('names.birth_date') | indent(8) }} as date_of_birth,
    from names
    left join name_words as forenames on names.forename1 = forenames.name
    left join name_words as surnames on names.surname = surnames.name
)

select
    cast(scope.offender_id as varchar) as record_key,
    standardised.name_number,
    standardised.forename,
    coalesce(nicknames.canonical_name, standardised.forename) as forename_full,
    standardised.surname,
    coalesce(standardised.date_of_birth, scope.date_of_birth) as date_of_birth,
    offenders.gender,
    list_filter([offenders.postcode], lambda known: known is not null) as postcodes,
from scope
inner join offenders on scope.offender_id = offenders.offender_id
inner join standardised on scope.offender_id = standardised.offender_id
-- Where the sex is unknown the nickname is read as a man's, as in the person linkage.
left join nicknames
    on
        standardised.forename = nicknames.nickname
        and coalesce(offenders.gender, 'm') = nicknames.sex
