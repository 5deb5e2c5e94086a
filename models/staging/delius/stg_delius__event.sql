with source as (

    select * from {{ source('delius', 'event') }}

),

renamed as (

    select
        cast(event_id as bigint) as event_id,
        cast(offender_id as bigint) as offender_id,
        {{ blank_to_null('event_number') }} as event_number,
        {{ parse_date('referral_date') }} as referral_date,
        {{ parse_date('conviction_date') }} as conviction_date,
        {{ parse_date('first_release_date') }} as first_release_date,
        coalesce(cast(in_breach as bigint) = 1, false) as is_in_breach,
        {{ parse_date('breach_end') }} as breach_end_date,
        cast(ftc_count as bigint) as failure_to_comply_count,
        coalesce(cast(pss_rqmnt_flag as bigint) = 1, false) as has_pss,
        coalesce(cast(active_flag as bigint) = 1, false) as is_active,
        cast(consecutive_to_event_id as bigint) as consecutive_to_event_id,
        cast(concurrent_with_event_id as bigint) as concurrent_with_event_id,
        cast(court_id as bigint) as court_id,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
