with source as (

    select * from {{ source('delius', 'additional_offence') }}

),

renamed as (

    select
        cast(additional_offence_id as bigint) as additional_offence_id,
        cast(event_id as bigint) as event_id,
        {{ parse_date('offence_date') }} as offence_date,
        cast(offence_count as bigint) as offence_count,
        cast(offence_id as bigint) as offence_id,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
