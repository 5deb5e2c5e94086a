with cases as (
    select * from {{ ref('people_libra__cases') }}
    where {{ in_coverage('magistrates_defendant_case', 'first_hearing_date') | indent }}
),

-- One row a defendant on a case: the principal offence.
offences as (
    select * from {{ ref('people_libra__published_offences') }}
    where offence_number = 1
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
),

areas as (
    select * from {{ ref('people_areas') }}
),

courts as (
    select * from {{ ref('libra_courts') }}
),

forces as (
    select * from {{ ref('court_police_forces') }}
),

proceedings_types as (
    select * from {{ ref('libra_proceedings_types') }}
),

modes_of_trial as (
    select * from {{ ref('libra_modes_of_trial') }}
),

hearing_types as (
    select * from {{ ref('libra_hearing_types') }}
),

remand_statuses as (
    select * from {{ ref('libra_remand_statuses') }}
),

nationalities as (
    select * from {{ ref('libra_nationalities') }}
),

ethnicities as (
    select * from {{ ref('libra_ethnicities') }}
),

-- One row an age.
age_groups as (
    select
        age_group,
        unnest(range(from_age, to_age + 1)) as age,
    from {{ ref('court_age_groups') }}
),

coded as (
    select
        cases.*,
        try_cast(cases.police_force_code as integer) as force_number,
        {{ age_at('cases.dob_std', 'cases.first_hearing_date') | indent(8) }} as age,
    from cases
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "coded.source_dataset || '|' || coded.record_key") }} as row_id_hash,
    {{ hash_key('case_id', 'coded.case_id') }} as case_id_hash,
    {{ hash_key('defendant_id', 'coded.defendant_id') }} as defendant_id_hash,
    record_ids.estimated_id_within_source as estimated_defendant_id,

    -- Dates of the case.
    {{ iso_date('coded.arrest_date') }} as arrest_date,
    {{ iso_date('coded.charge_date') }} as charge_date,
    {{ iso_date('coded.initiation_date') }} as initiation_date,
    {{ iso_date('coded.first_hearing_date') }} as first_hearing_date,
    {{ iso_date('coded.trial_date') }} as trial_date,
    {{ iso_date('coded.committal_date') }} as committal_date,
    {{ iso_date('coded.final_hearing_date') }} as final_hearing_date,
    {{ iso_date('coded.final_result_date') }} as final_result_date,

    -- The case.
    {{ kept_code('courts.court_code', 'coded.court_code') | indent }} as court_code,
    courts.court_name as court_desc,
    coded.force_number as police_force_code,
    forces.police_force_name as police_force_desc,
    proceedings_types.proceedings_type as proceedings_type_desc,
    case when coded.breach_marker in ('Y', 'N') then coded.breach_marker end as breach_marker,
    {{ kept_code('modes_of_trial.mode_of_trial_code', 'coded.mode_of_trial_code') | indent }}
        as mode_of_trial_code,
    modes_of_trial.description as mode_of_trial_desc,
    {{ yes_no('coded.committal_date is not null') | indent }} as committed_to_crown_marker,
    cast(coded.n_defendants as integer) as number_of_defendants,
    cast(coded.n_offences as integer) as number_of_offences,
    cast(coded.n_guilty_pleas as integer) as number_of_guilty_pleas,
    cast(coded.n_convictions as integer) as number_of_convictions,
    coded.total_pounds as total_fine_amount,

    -- Hearings, bail and remand.
    cast(coded.n_hearings as integer) as number_of_hearings,
    cast(coded.n_adjournments as integer) as number_of_adjournments,
    {{ kept_code('hearing_types.hearing_type_code', 'coded.final_hearing_type_code') | indent }}
        as final_hearing_type_code,
    hearing_types.description as final_hearing_type_desc,
    {{ yes_no('coded.trial_date is not null') | indent }} as trial_marker,
    {{ kept_code('remand_statuses.remand_status_code', 'coded.remand_status_code') | indent }}
        as remand_status_code,
    remand_statuses.description as remand_status_desc,
    {{ kept_code('final_statuses.remand_status_code', 'coded.final_bail_status_code') | indent }}
        as final_bail_status_code,
    final_statuses.description as final_bail_status_desc,
    {{ yes_no('coded.was_in_custody') | indent }} as custody_remand_marker,

    -- The principal offence and its outcome.
    offences.* exclude (
        offence_id, defendant_id, offence_number, offence_day, result_day,
        mode_of_trial_code, mode_of_trial_desc, result_date
    ),

    -- Timeliness.
    {{ days_between('offences.offence_day', 'coded.charge_date') }} as days_offence_to_charge,
    {{ days_between('coded.arrest_date', 'coded.charge_date') }} as days_arrest_to_charge,
    {{ days_between('coded.charge_date', 'coded.first_hearing_date') }}
        as days_charge_to_first_hearing,
    {{ days_between('coded.first_hearing_date', 'coded.final_result_date') }}
        as days_first_hearing_to_result,

    -- The person.
    upper(coded.sex_std) as gender,
    case
        when coded.sex_code is null then 'Not recorded'
        when coded.sex_std is null then 'Not stated'
        else 'Stated'
    end as gender_status,
    coded.age,
    age_groups.age_group,
    {{ yes_no('coded.age < 18') | indent }} as youth_marker,
    {{ age_at('coded.dob_std', 'offences.offence_day') | indent }} as age_at_offence,
    {{ kept_code('nationalities.nationality_code', 'coded.nationality_code') | indent }}
        as nationality_code,
    nationalities.description as nationality_desc,
    {{ kept_code('ethnicities.ethnicity_code', 'coded.ethnicity_code') | indent }}
        as ethnicity_code,
    ethnicities.description as ethnicity_desc,
    case
        when coded.ethnicity_code is null then 'Not recorded'
        when coded.ethnicity_code = 'NS' then 'Not stated'
        else 'Stated'
    end as ethnicity_status,
    coded.ethnic_group,
    areas.lsoa_code as lsoa_residence,
from coded
left join offences on coded.defendant_id = offences.defendant_id
left join record_ids
    on
        coded.source_dataset = record_ids.source_dataset
        and coded.record_key = record_ids.record_key
left join areas
    on
        coded.source_dataset = areas.source_dataset
        and coded.record_key = areas.record_key
left join courts on coded.court_code = courts.court_code
left join forces on coded.force_number = forces.police_force_code
left join proceedings_types
    on coded.proceedings_type_code = proceedings_types.proceedings_type
left join modes_of_trial on coded.mode_of_trial_code = modes_of_trial.mode_of_trial_code
left join hearing_types on coded.final_hearing_type_code = hearing_types.hearing_type_code
left join remand_statuses on coded.remand_status_code = remand_statuses.remand_status_code
left join remand_statuses as final_statuses
    on coded.final_bail_status_code = final_statuses.remand_status_code
left join nationalities on coded.nationality_code = nationalities.nationality_code
left join ethnicities on coded.ethnicity_code = ethnicities.ethnicity_code
left join age_groups on coded.age = age_groups.age
order by row_id_hash
