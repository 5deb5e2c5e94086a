with offenders as (
    select * from {{ ref('stg_oasys__offender') }}
    where deleted_date is null
),

genders as (
    select * from {{ ref('oasys_genders') }}
),

ethnicities as (
    select * from {{ ref('oasys_ethnic_categories') }}
),

-- One row a name as typed. The name of the record is name_kind 0; everything else is an alias.
names as (
    select
        offender_id,
        0 as name_kind,
        forename1,
        concat_ws(' ', forename2, forename3) as other_forenames,
        family_name,
        date_of_birth,
        created_date,
    from offenders
    union all
    select
        aliases.offender_id,
        1 as name_kind,
        aliases.forename1,
        aliases.forename2 as other_forenames,
        aliases.family_name,
        aliases.date_of_birth,
        offenders.created_date,
    from {{ ref('stg_oasys__offender_alias') }} as aliases
    inner join offenders on aliases.offender_id = offenders.offender_id
),

standardised as (
    select
        offender_id,
        name_kind,
        {{ standardise_name('forename1') | indent(8) }} as first_names_std,
        {{ standardise_name('other_forenames') | indent(8) }} as other_forenames_std,
        {{ standardise_name('family_name') | indent(8) }} as surname_std,
        {{ standardise_dob('date_of_birth', 'coalesce(created_date, current_date)') | indent(8) }}
            as dob_std,
    from names
),

identities as (
    select
        offender_id,
        name_kind,
        {{ first_word('first_names_std') }} as forename1_std,
        nullif(
            concat_ws(' ', {{ later_words('first_names_std') }}, other_forenames_std), ''
        ) as middle_names_std,
        surname_std,
        dob_std,
    from standardised
),

main_identities as (
    select * from identities
    where name_kind = 0
),

-- One row an offender with another name.
aliases as (
    {{ distinct_aliases('identities') | indent(4) }}
),

postcodes as (
    select
        offender_id,
        {{ standardise_postcode('postcode') | indent(8) }} as postcode_std,
    from offenders
    where is_no_fixed_abode is distinct from true
)

select
    'prison_oasys' as source_dataset,
    cast(offenders.offender_id as varchar) as record_key,
    main_identities.forename1_std,
    main_identities.middle_names_std,
    main_identities.surname_std,
    main_identities.dob_std,
    genders.sex_std,
    case
        when postcodes.postcode_std is null then cast([] as varchar[])
        else [postcodes.postcode_std]
    end as postcodes_std,
    {{ standardise_pnc('offenders.pnc') | indent(4) }} as pnc_std,
    {{ standardise_cro('offenders.cro_number') | indent(4) }} as cro_std,
    {{ standardise_prison_number('offenders.prison_number') | indent(4) }} as prison_number_std,
    {{ standardise_crn('offenders.crn') | indent(4) }} as crn_std,
    cast(null as varchar) as ni_number_std,
    coalesce(aliases.aliases, {{ no_aliases() | indent(4) }}) as aliases,
    {{ blank_to_null('ethnicities.ethnic_group') }} as ethnic_group,
    offenders.created_date as record_date,
    postcodes.postcode_std as area_postcode_std,
from offenders
inner join main_identities on offenders.offender_id = main_identities.offender_id
left join aliases on offenders.offender_id = aliases.offender_id
left join postcodes on offenders.offender_id = postcodes.offender_id
left join genders on offenders.gender_code = genders.code
left join ethnicities on offenders.ethnic_category_code = ethnicities.code
