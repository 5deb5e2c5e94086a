with person_records as (
    select * from {{ ref('stg_conformed__person_records') }}
),

name_words as (
    {{ data_first.standardised_names(
        'person_records', ['forename1', 'middle_names', 'surname']
    ) | indent(4) }}
),

-- The words of each name, so that a second forename in the first field is not lost.
standardised as (
    select
        source_dataset,
        record_key,
        names1.name_std as forenames,
        names2.name_std as middle_names,
        surnames.name_std as surname_std,
        {{ data_first.standardise_dob(
            'date_of_birth', 'coalesce(record_date, current_date)'
        ) | indent(8) }} as dob_std,
        {{ data_first.standardise_sex('sex') | indent(8) }} as sex_std,
        {{ data_first.standardise_any_postcode('postcode') | indent(8) }} as postcode_std,
        {{ data_first.standardise_pnc('pnc') | indent(8) }} as pnc_std,
        {{ data_first.standardise_cro('cro') | indent(8) }} as cro_std,
        {{ data_first.standardise_prison_number('prison_number') | indent(8) }}
            as prison_number_std,
        {{ data_first.standardise_crn('crn') | indent(8) }} as crn_std,
        nullif(regexp_replace(upper(ni_number), '[^A-Z0-9]', '', 'g'), '') as ni_number_std,
        lower(ethnic_group) as ethnic_group,
        record_date,
    from person_records
    left join name_words as names1 on person_records.forename1 = names1.name
    left join name_words as names2 on person_records.middle_names = names2.name
    left join name_words as surnames on person_records.surname = surnames.name
),

-- One row a usable postcode, whichever field it stood in, of a record with other postcodes.
postcodes as (
    select
        source_dataset,
        record_key,
        {{ data_first.standardise_any_postcode('postcode') | indent(8) }} as postcode_std,
    from (
        select
            source_dataset,
            record_key,
            unnest(string_split(concat_ws(';', postcode, other_postcodes), ';')) as postcode,
        from person_records
        where other_postcodes is not null
    ) as split
),

postcode_lists as (
    select
        source_dataset,
        record_key,
        list(distinct postcode_std order by postcode_std) as postcodes_std,
    from postcodes
    where postcode_std is not null
    group by source_dataset, record_key
),

final as (
    select
        standardised.source_dataset,
        standardised.record_key,
        {{ data_first.first_word('standardised.forenames') | indent(8) }} as forename1_std,
        nullif(concat_ws(
            ' ',
            {{ data_first.later_words('standardised.forenames') | indent(12) }},
            standardised.middle_names
        ), '') as middle_names_std,
        standardised.surname_std,
        standardised.dob_std,
        standardised.sex_std,
        case
            when postcode_lists.postcodes_std is not null then postcode_lists.postcodes_std
            when standardised.postcode_std is not null then [standardised.postcode_std]
            else cast([] as varchar[])
        end as postcodes_std,
        standardised.pnc_std,
        standardised.cro_std,
        standardised.prison_number_std,
        standardised.crn_std,
        standardised.ni_number_std,
        cast([] as struct(
            forename1_std varchar,
            middle_names_std varchar,
            surname_std varchar,
            dob_std date
        )[]) as aliases,
        case
            when standardised.ethnic_group in ('asian', 'black', 'mixed', 'other', 'white')
                then standardised.ethnic_group
        end as ethnic_group,
        standardised.record_date,
        standardised.postcode_std as area_postcode_std,
    from standardised
    left join postcode_lists
        on
            standardised.source_dataset = postcode_lists.source_dataset
            and standardised.record_key = postcode_lists.record_key
)

select * from final
