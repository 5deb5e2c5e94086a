{{ config(materialized='view') }}

with offences as (
    select * from {{ ref('people_libra__offences') }}
),

offence_list as (
    select * from {{ ref('court_offences') }}
),

modes_of_trial as (
    select * from {{ ref('libra_modes_of_trial') }}
),

allocations as (
    select * from {{ ref('libra_allocations') }}
),

pleas as (
    select * from {{ ref('libra_pleas') }}
),

results as (
    select * from {{ ref('libra_results') }}
),

crown_centres as (
    select * from {{ ref('court_crown_centres') }}
)

select
    offences.offence_id,
    offences.defendant_id,
    cast(offences.offence_number as integer) as offence_number,
    offences.offence_date as offence_day,
    offences.result_date as result_day,

    -- The offence.
    {{ iso_date('offences.offence_date') }} as offence_date,
    {{ kept_code('offence_list.offence_code', 'offences.offence_code') | indent }}
        as offence_code,
    offence_list.offence_desc,
    nullif(regexp_extract(offences.ho_class, '^[0-9]{1,3}$'), '') as ho_offence_class,
    nullif(regexp_extract(offences.ho_sub_class, '^[0-9]{1,2}$'), '') as ho_offence_sub_class,
    offence_list.offence_group as offence_group_desc,
    offence_list.maximum_sentence_months,
    {{ kept_code('modes_of_trial.mode_of_trial_code', 'offences.mode_of_trial_code') | indent }}
        as mode_of_trial_code,
    modes_of_trial.description as mode_of_trial_desc,
    {{ kept_code('allocations.allocation_code', 'offences.allocation_code') | indent }}
        as allocation_code,
    allocations.description as allocation_desc,
    {{ yes_no("allocations.allocation_code = 'D'") | indent }} as elected_jury_trial_marker,

    -- What became of it.
    {{ kept_code('pleas.plea_code', 'offences.plea_code') | indent }} as plea_code,
    pleas.description as plea_desc,
    pleas.plea_group,
    {{ iso_date('offences.plea_date') }} as plea_date,
    {{ kept_code('results.result_code', 'offences.result_code') | indent }} as result_code,
    results.description as result_desc,
    results.result_group as jsas_result_group_desc,
    results.outcome_group,
    {{ yes_no('results.is_conviction') | indent }} as conviction_marker,
    {{ iso_date('offences.result_date') }} as result_date,
    cast(offences.length_days as integer) as sentence_length_days,
    cast(case when results.outcome_group = 'custody' then offences.length_days end as integer)
        as custodial_sentence_length_days,
    offences.amount_pounds as fine_amount,
    try_cast(offences.sent_to_court_code as integer) as sent_to_court_code,
    crown_centres.court_name as sent_to_court_desc,
    {{ days_between('offences.offence_date', 'offences.result_date') }} as days_offence_to_result,
from offences
left join offence_list on offences.offence_code = offence_list.offence_code
left join modes_of_trial on offences.mode_of_trial_code = modes_of_trial.mode_of_trial_code
left join allocations on offences.allocation_code = allocations.allocation_code
left join pleas on offences.plea_code = pleas.plea_code
left join results on offences.result_code = results.result_code
left join crown_centres
    on try_cast(offences.sent_to_court_code as integer) = crown_centres.court_code
