with source as (

    select * from {{ source('delius', 'pss_rqmnt') }}

),

renamed as (

    select
        cast(pss_rqmnt_id as bigint) as pss_rqmnt_id,
        cast(offender_id as bigint) as offender_id,
        cast(custody_id as bigint) as custody_id,
        cast(pss_rqmnt_type_main_cat_id as bigint) as pss_rqmnt_type_main_cat_id,
        {{ parse_date('imposed_date') }} as imposed_date,
        {{ parse_date('commencement_date') }} as commencement_date,
        {{ parse_date('expected_start_date') }} as expected_start_date,
        {{ parse_date('expected_end_date') }} as expected_end_date,
        {{ parse_date('termination_date') }} as termination_date,
        cast(pss_rqmnt_term_reason_id as bigint) as pss_rqmnt_term_reason_id,
        cast(length as bigint) as length,
        cast(attendance_count as bigint) as attendance_count,
        coalesce(cast(active_flag as bigint) = 1, false) as is_active,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
