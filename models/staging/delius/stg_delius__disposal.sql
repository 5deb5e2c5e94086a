with source as (

    select * from {{ source('delius', 'disposal') }}

),

renamed as (

    select
        cast(disposal_id as bigint) as disposal_id,
        cast(offender_id as bigint) as offender_id,
        cast(event_id as bigint) as event_id,
        cast(disposal_type_id as bigint) as disposal_type_id,
        {{ parse_date('disposal_date') }} as disposal_date,
        cast(length as bigint) as length,
        cast(length_2 as bigint) as length_2,
        cast(effective_length as bigint) as effective_length,
        cast(length_in_days as bigint) as length_in_days,
        {{ parse_date('notional_end_date') }} as notional_end_date,
        {{ parse_date('termination_date') }} as termination_date,
        cast(disposal_termination_reason_id as bigint) as disposal_termination_reason_id,
        coalesce(cast(upw as bigint) = 1, false) as has_unpaid_work,
        cast(level_of_seriousness_id as bigint) as level_of_seriousness_id,
        coalesce(cast(active_flag as bigint) = 1, false) as is_active,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
