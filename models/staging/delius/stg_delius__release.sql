with source as (

    select * from {{ source('delius', 'release') }}

),

renamed as (

    select
        cast(release_id as bigint) as release_id,
        cast(offender_id as bigint) as offender_id,
        cast(custody_id as bigint) as custody_id,
        {{ parse_date('actual_release_date') }} as actual_release_date,
        cast(release_type_id as bigint) as release_type_id,
        cast(probation_area_id as bigint) as probation_area_id,
        cast(length as bigint) as length,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
