{{ config(materialized='view') }}

with names as (
    select * from {{ ref('people_nomis__names') }}
),

-- One row a person record: what its names say as coded, the main name first.
coded as (
    select
        root_offender_id,
        arg_min(sex_code, name_rank) as gender_code,
        arg_min(ethnicity_code, name_rank) as ethnicity_code,
        arg_min(birth_country_code, name_rank) as birth_country_code,
    from names
    group by root_offender_id
),

-- One row a person record with an address: whether the latest one says no fixed abode.
latest_addresses as (
    select
        root_offender_id,
        arg_max(
            coalesce(is_no_fixed_abode, false),
            (coalesce(address_start_date, date '0001-01-01'), address_id)
        ) as is_no_fixed_abode,
    from {{ ref('stg_nomis__offender_addresses') }}
    group by root_offender_id
)

select
    coded.root_offender_id,
    coded.gender_code,
    sexes.description as gender_desc,
    coded.ethnicity_code,
    ethnicities.description as ethnicity_desc,
    case
        when coded.ethnicity_code is null then 'missing'
        when coded.ethnicity_code = 'NS' then 'refused'
        when coded.ethnicity_code = 'MERGE' then 'to be confirmed'
        when ethnicities.code is null then 'unknown code'
        else 'stated'
    end as ethnicity_answer,
    coded.birth_country_code,
    countries.description as birth_country_desc,
    latest_addresses.is_no_fixed_abode,
from coded
left join {{ ref('nomis_sex') }} as sexes on coded.gender_code = sexes.code
left join {{ ref('nomis_ethnicity') }} as ethnicities on coded.ethnicity_code = ethnicities.code
left join {{ ref('nomis_countries') }} as countries on coded.birth_country_code = countries.code
left join latest_addresses on coded.root_offender_id = latest_addresses.root_offender_id
