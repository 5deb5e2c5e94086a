with source as (

    select * from {{ source('delius', 'court_report') }}

),

renamed as (

    select
        cast(court_report_id as bigint) as court_report_id,
        cast(offender_id as bigint) as offender_id,
        cast(court_appearance_id as bigint) as court_appearance_id,
        {{ parse_date('date_requested') }} as requested_date,
        {{ parse_date('date_required') }} as required_date,
        {{ parse_date('completed_date') }} as completed_date,
        {{ parse_date('sent_to_court_date') }} as sent_to_court_date,
        cast(court_report_type_id as bigint) as court_report_type_id,
        cast(delivered_court_report_type_id as bigint) as delivered_court_report_type_id,
        cast(level_of_seriousness_id as bigint) as level_of_seriousness_id,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
