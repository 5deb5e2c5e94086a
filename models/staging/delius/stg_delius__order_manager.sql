with source as (

    select * from {{ source('delius', 'order_manager') }}

),

renamed as (

    select
        cast(order_manager_id as bigint) as order_manager_id,
        cast(event_id as bigint) as event_id,
        cast(probation_area_id as bigint) as probation_area_id,
        {{ parse_date('allocation_date') }} as allocation_date,
        {{ parse_date('end_date') }} as end_date,
        coalesce(cast(active_flag as bigint) = 1, false) as is_active,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
