with source as (

    select * from {{ source('delius', 'additional_identifier') }}

),

renamed as (

    select
        cast(additional_identifier_id as bigint) as additional_identifier_id,
        cast(offender_id as bigint) as offender_id,
        {{ blank_to_null('identifier') }} as identifier,
        cast(identifier_name_id as bigint) as identifier_name_id,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
