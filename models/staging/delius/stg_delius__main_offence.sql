with source as (

    select * from {{ source('delius', 'main_offence') }}

),

renamed as (

    select
        cast(main_offence_id as bigint) as main_offence_id,
        cast(offender_id as bigint) as offender_id,
        cast(event_id as bigint) as event_id,
        {{ parse_date('offence_date') }} as offence_date,
        cast(offence_count as bigint) as offence_count,
        cast(offence_id as bigint) as offence_id,
        cast(tics as bigint) as tic_count,
        {{ blank_to_null('verdict') }} as verdict,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
