with source as (

    select * from {{ source('delius', 'custody') }}

),

renamed as (

    select
        cast(custody_id as bigint) as custody_id,
        cast(offender_id as bigint) as offender_id,
        cast(disposal_id as bigint) as disposal_id,
        cast(custodial_status_id as bigint) as custodial_status_id,
        {{ parse_date('status_change_date') }} as status_change_date,
        {{ blank_to_null('prisoner_number') }} as prisoner_number,
        {{ parse_date('pss_start_date') }} as pss_start_date,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
