with source as (

    select * from {{ source('delius', 'court_appearance') }}

),

renamed as (

    select
        cast(court_appearance_id as bigint) as court_appearance_id,
        cast(offender_id as bigint) as offender_id,
        cast(event_id as bigint) as event_id,
        {{ parse_date('appearance_date') }} as appearance_date,
        cast(appearance_type_id as bigint) as appearance_type_id,
        cast(court_id as bigint) as court_id,
        cast(plea_id as bigint) as plea_id,
        cast(outcome_id as bigint) as outcome_id,
        cast(remand_status_id as bigint) as remand_status_id,
        {{ blank_to_null('crown_court_calendar_number') }} as crown_court_calendar_number,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
