with defendants_on_case as (
    select * from {{ ref('stg_xhibit__defendant_on_case') }}
),

cases as (
    select * from {{ ref('stg_xhibit__case') }}
),

defendants as (
    select * from {{ ref('stg_xhibit__defendant') }}
),

addresses as (
    select * from {{ ref('stg_xhibit__address') }}
),

case_types as (
    select * from {{ ref('xhibit_case_types') }}
),

self_defined as (
    select * from {{ ref('xhibit_ethnicities') }}
),

appearances as (
    select * from {{ ref('xhibit_ethnic_appearances') }}
),

-- One row a defendant on a case of the kinds that are published; companies stay out.
records as (
    select
        defendants_on_case.defendant_on_case_id,
        defendants_on_case.pnc_id,
        defendants.first_name,
        defendants.middle_name,
        defendants.surname,
        defendants.date_of_birth,
        defendants.gender_code,
        addresses.postcode,
        coalesce(self_defined.ethnic_group, appearances.ethnic_group) as ethnic_group,
        coalesce(
            cases.receipt_date,
            cases.committal_date,
            cases.sent_for_trial_date,
            cases.appeal_lodged_date,
            defendants_on_case.committal_date
        ) as record_date,
    from defendants_on_case
    inner join cases on defendants_on_case.case_id = cases.case_id
    inner join case_types
        on cases.case_type = case_types.case_type and case_types.is_published
    left join defendants on defendants_on_case.defendant_id = defendants.defendant_id
    left join addresses on defendants.address_id = addresses.address_id
    left join self_defined
        on defendants.self_defined_ethnicity_code = self_defined.ethnicity_code
    left join appearances
        on defendants.ethnic_appearance_code = appearances.ethnic_appearance_code
    where
        defendants.company_marker is distinct from 'Y'
        and not {{ is_company_name('defendants.first_name', 'defendants.surname') | indent(8) }}
),

words as (
    select
        *,
        {{ standardise_name('first_name') | indent }} as words1,
        {{ standardise_name('middle_name') | indent }} as words2,
        {{ standardise_name('surname') | indent }} as surname_std,
        {{ standardise_dob('date_of_birth', 'record_date') | indent }} as dob_std,
        {{ standardise_postcode('postcode') | indent }} as postcode_std,
        {{ standardise_pnc('pnc_id') | indent }} as pnc_std,
    from records
),

-- Words are joined here, not above: nullif reads its argument twice.
standardised as (
    select
        *,
        nullif(concat_ws(' ', words1, words2), '') as forenames_std,
    from words
)

select
    'crown_xhibit' as source_dataset,
    cast(defendant_on_case_id as varchar) as record_key,
    {{ first_word('forenames_std') }} as forename1_std,
    {{ later_words('forenames_std') | indent }} as middle_names_std,
    surname_std,
    dob_std,
    {{ standardise_sex('gender_code') | indent }} as sex_std,
    case when postcode_std is null then [] else [postcode_std] end as postcodes_std,
    pnc_std,
    cast(null as varchar) as cro_std,
    cast(null as varchar) as prison_number_std,
    cast(null as varchar) as crn_std,
    cast(null as varchar) as ni_number_std,
    {{ no_aliases() }} as aliases,
    ethnic_group,
    record_date,
    postcode_std as area_postcode_std,
from standardised
