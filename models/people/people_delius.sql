{%- set reference = ref('delius_standard_reference') -%}

with offenders as (

    select * from {{ ref('stg_delius__offender') }}
    where not is_soft_deleted

),

-- One row an offender with an event: the day on which probation first heard of the person.
first_events as (

    select
        offender_id,
        min(referral_date) as record_date,
    from {{ ref('stg_delius__event') }}
    where not is_soft_deleted
    group by offender_id

),

-- One row a name as written. The main name is name_kind 0; everything else is an alias.
names as (

    select
        offender_id,
        0 as name_kind,
        first_name,
        concat_ws(' ', second_name, third_name) as other_forenames,
        surname,
        date_of_birth,
    from offenders

    union all

    select
        offender_id,
        1 as name_kind,
        first_name,
        concat_ws(' ', second_name, third_name) as other_forenames,
        surname,
        date_of_birth,
    from {{ ref('stg_delius__alias') }}
    where not is_soft_deleted

    union all

    select
        offender_id,
        2 as name_kind,
        first_name,
        concat_ws(' ', second_name, third_name) as other_forenames,
        previous_surname as surname,
        date_of_birth,
    from offenders
    where previous_surname is not null

    union all

    select
        offender_id,
        3 as name_kind,
        preferred_name as first_name,
        cast(null as varchar) as other_forenames,
        surname,
        date_of_birth,
    from offenders
    where preferred_name is not null

),

standardised as (

    select
        names.offender_id,
        names.name_kind,
        {{ standardise_name('names.first_name') | indent(8) }} as first_names_std,
        {{ standardise_name('names.other_forenames') | indent(8) }} as other_forenames_std,
        {{ standardise_name('names.surname') | indent(8) }} as surname_std,
        {{ standardise_dob('names.date_of_birth', 'first_events.record_date') | indent(8) }}
            as dob_std,
    from names
    left join first_events
        on names.offender_id = first_events.offender_id

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

addresses as (

    select
        offender_address_id,
        offender_id,
        start_date,
        {{ standardise_postcode('postcode') | indent(8) }} as postcode_std,
    from {{ ref('stg_delius__offender_address') }}
    where not is_soft_deleted and not is_no_fixed_abode

),

postcodes as (

    select
        offender_id,
        list_sort(list(distinct postcode_std)) as postcodes_std,
        first(
            postcode_std order by start_date desc nulls last, offender_address_id desc
        ) as area_postcode_std,
    from addresses
    where postcode_std is not null
    group by offender_id

),

final as (

    select
        'probation_delius' as source_dataset,
        cast(offenders.offender_id as varchar) as record_key,
        main_identities.forename1_std,
        main_identities.middle_names_std,
        main_identities.surname_std,
        main_identities.dob_std,
        {{ standardise_sex('gender.code') | indent(8) }} as sex_std,
        coalesce(postcodes.postcodes_std, cast([] as varchar[])) as postcodes_std,
        {{ standardise_pnc('offenders.pnc_number') | indent(8) }} as pnc_std,
        {{ standardise_cro('offenders.cro_number') | indent(8) }} as cro_std,
        coalesce(
            {{ standardise_prison_number('offenders.noms_number') | indent(12) }},
            {{ standardise_prison_number('offenders.most_recent_prisoner_number') | indent(12) }}
        ) as prison_number_std,
        {{ standardise_crn('offenders.crn') | indent(8) }} as crn_std,
        {{ standardise_ni_number('offenders.ni_number') | indent(8) }} as ni_number_std,
        coalesce(aliases.aliases, {{ no_aliases() | indent(8) }}) as aliases,
        {{ blank_to_null('ethnicity.broad_group') }} as ethnic_group,
        first_events.record_date,
        postcodes.area_postcode_std,
    from offenders
    inner join main_identities
        on offenders.offender_id = main_identities.offender_id
    left join first_events
        on offenders.offender_id = first_events.offender_id
    left join aliases
        on offenders.offender_id = aliases.offender_id
    left join postcodes
        on offenders.offender_id = postcodes.offender_id
    left join {{ reference }} as gender
        on offenders.gender_id = gender.standard_reference_id
    left join {{ reference }} as ethnicity
        on offenders.ethnicity_id = ethnicity.standard_reference_id

)

select * from final
