with source as (

    select * from {{ source('delius', 'offender') }}

),

renamed as (

    select
        cast(offender_id as bigint) as offender_id,
        {{ blank_to_null('crn') }} as crn,
        {{ blank_to_null('pnc_number') }} as pnc_number,
        {{ blank_to_null('cro_number') }} as cro_number,
        {{ blank_to_null('noms_number') }} as noms_number,
        {{ blank_to_null('most_recent_prisoner_number') }} as most_recent_prisoner_number,
        {{ blank_to_null('ni_number') }} as ni_number,
        cast(title_id as bigint) as title_id,
        {{ blank_to_null('first_name') }} as first_name,
        {{ blank_to_null('second_name') }} as second_name,
        {{ blank_to_null('third_name') }} as third_name,
        {{ blank_to_null('surname') }} as surname,
        {{ blank_to_null('previous_surname') }} as previous_surname,
        {{ blank_to_null('preferred_name') }} as preferred_name,
        {{ parse_date('date_of_birth_date') }} as date_of_birth,
        cast(gender_id as bigint) as gender_id,
        cast(ethnicity_id as bigint) as ethnicity_id,
        cast(nationality_id as bigint) as nationality_id,
        coalesce(cast(current_disposal as bigint) = 1, false) as has_current_disposal,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
