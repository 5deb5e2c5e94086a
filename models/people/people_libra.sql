with defendants as (
    select * from {{ ref('stg_libra__defendants') }}
    where
        defendant_type is distinct from 'O'
        and not {{ is_company_name('forename1', 'surname') | indent(8) }}
),

cases as (
    select * from {{ ref('stg_libra__cases') }}
),

ethnicities as (
    select * from {{ ref('libra_ethnicities') }}
),

alias_rows as (
    select * from {{ ref('stg_libra__aliases') }}
),

alias_name_words as (
    {{ standardised_names('alias_rows', ['forename1', 'forename2', 'surname']) | indent }}
),

alias_words as (
    select
        alias_rows.defendant_id,
        names1.name_std as words1,
        names2.name_std as words2,
        surnames.name_std as surname_std,
        {{ standardise_dob('alias_rows.date_of_birth') | indent }} as dob_std,
    from alias_rows
    left join alias_name_words as names1 on alias_rows.forename1 = names1.name
    left join alias_name_words as names2 on alias_rows.forename2 = names2.name
    left join alias_name_words as surnames on alias_rows.surname = surnames.name
),

alias_names as (
    select
        *,
        nullif(concat_ws(' ', words1, words2), '') as forenames_std,
    from alias_words
),

-- One row a defendant who has another name; an alias without a name is none.
aliases as (
    select
        defendant_id,
        list_sort(list(struct_pack(
            forename1_std := {{ first_word('forenames_std') | indent(12) }},
            middle_names_std := {{ later_words('forenames_std') | indent(12) }},
            surname_std := surname_std,
            dob_std := dob_std
        ))) as aliases,
    from alias_names
    where forenames_std is not null or surname_std is not null
    group by defendant_id
),

-- One row a defendant on a case; companies stay out.
records as (
    select
        defendants.*,
        ethnicities.ethnic_group,
        coalesce(
            cases.initiation_date,
            defendants.charge_date,
            defendants.arrest_date,
            cases.first_hearing_date
        ) as record_date,
    from defendants
    left join cases on defendants.case_id = cases.case_id
    left join ethnicities on defendants.ethnicity_code = ethnicities.ethnicity_code
),

name_words as (
    {{ standardised_names(
        'defendants', ['forename1', 'forename2', 'forename3', 'surname']
    ) | indent }}
),

words as (
    select
        records.defendant_id,
        records.sex_code,
        records.ethnic_group,
        records.record_date,
        names1.name_std as words1,
        names2.name_std as words2,
        names3.name_std as words3,
        surnames.name_std as surname_std,
        {{ standardise_dob('records.date_of_birth', 'records.record_date') | indent }} as dob_std,
        {{ standardise_postcode('records.postcode') | indent }} as postcode_std,
        {{ standardise_pnc('records.pnc') | indent }} as pnc_std,
        {{ standardise_cro('records.cro') | indent }} as cro_std,
    from records
    left join name_words as names1 on records.forename1 = names1.name
    left join name_words as names2 on records.forename2 = names2.name
    left join name_words as names3 on records.forename3 = names3.name
    left join name_words as surnames on records.surname = surnames.name
),

-- Words are joined here, not above: nullif reads its argument twice.
standardised as (
    select
        *,
        nullif(concat_ws(' ', words1, words2, words3), '') as forenames_std,
    from words
)

select
    'mags_hocas' as source_dataset,
    standardised.defendant_id as record_key,
    {{ first_word('standardised.forenames_std') }} as forename1_std,
    {{ later_words('standardised.forenames_std') | indent }} as middle_names_std,
    standardised.surname_std,
    standardised.dob_std,
    {{ standardise_sex('standardised.sex_code') | indent }} as sex_std,
    case
        when standardised.postcode_std is null then [] else [standardised.postcode_std]
    end as postcodes_std,
    standardised.pnc_std,
    standardised.cro_std,
    cast(null as varchar) as prison_number_std,
    cast(null as varchar) as crn_std,
    cast(null as varchar) as ni_number_std,
    coalesce(aliases.aliases, {{ no_aliases() | indent }}) as aliases,
    standardised.ethnic_group,
    standardised.record_date,
    standardised.postcode_std as area_postcode_std,
from standardised
left join aliases on standardised.defendant_id = aliases.defendant_id
