{{ config(materialized='view') }}
{%- set reference = ref('delius_standard_reference') -%}

with offenders as (

    select * from {{ ref('stg_delius__offender') }}

),

-- One row an offender with an address: whether the latest one says no fixed abode.
latest_addresses as (

    select
        offender_id,
        first(
            is_no_fixed_abode order by start_date desc nulls last, offender_address_id desc
        ) as is_no_fixed_abode,
    from {{ ref('stg_delius__offender_address') }}
    where not is_soft_deleted
    group by offender_id

),

final as (

    select
        offenders.offender_id,
        offenders.date_of_birth,
        coalesce(genders.code, cast(offenders.gender_id as varchar)) as gender,
        genders.description as gender_desc,
        coalesce(ethnicities.code, cast(offenders.ethnicity_id as varchar)) as ethnicity_code,
        ethnicities.description as ethnicity_desc,
        case
            when offenders.ethnicity_id is null then 'missing'
            when ethnicities.code is null then 'unknown code'
            when ethnicities.code = 'NS' then 'refused'
            when starts_with(ethnicities.code, 'ETH') then 'dummy'
            else 'stated'
        end as ethnicity_answer,
        coalesce(nationalities.code, cast(offenders.nationality_id as varchar))
            as nationality_code,
        nationalities.description as nationality_desc,
        latest_addresses.is_no_fixed_abode,
    from offenders
    left join latest_addresses
        on offenders.offender_id = latest_addresses.offender_id
    left join {{ reference }} as genders
        on offenders.gender_id = genders.standard_reference_id
    left join {{ reference }} as ethnicities
        on offenders.ethnicity_id = ethnicities.standard_reference_id
    left join {{ reference }} as nationalities
        on offenders.nationality_id = nationalities.standard_reference_id

)

select * from final
