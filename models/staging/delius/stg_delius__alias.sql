with source as (

    select * from {{ source('delius', 'alias') }}

),

renamed as (

    select
        cast(alias_id as bigint) as alias_id,
        cast(offender_id as bigint) as offender_id,
        {{ blank_to_null('first_name') }} as first_name,
        {{ blank_to_null('second_name') }} as second_name,
        {{ blank_to_null('third_name') }} as third_name,
        {{ blank_to_null('surname') }} as surname,
        {{ parse_date('date_of_birth_date') }} as date_of_birth,
        cast(gender_id as bigint) as gender_id,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
