with source as (

    select * from {{ source('delius', 'offender_address') }}

),

renamed as (

    select
        cast(offender_address_id as bigint) as offender_address_id,
        cast(offender_id as bigint) as offender_id,
        {{ parse_date('start_date') }} as start_date,
        {{ parse_date('end_date') }} as end_date,
        cast(address_status_id as bigint) as address_status_id,
        coalesce(upper(no_fixed_abode) = 'Y', false) as is_no_fixed_abode,
        {{ blank_to_null('building_name') }} as building_name,
        {{ blank_to_null('address_number') }} as address_number,
        {{ blank_to_null('street_name') }} as street_name,
        {{ blank_to_null('district') }} as district,
        {{ blank_to_null('town_city') }} as town_city,
        {{ blank_to_null('county') }} as county,
        {{ blank_to_null('postcode') }} as postcode,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
