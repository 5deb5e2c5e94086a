with source as (

    select * from {{ source('delius', 'lic_condition') }}

),

renamed as (

    select
        cast(lic_condition_id as bigint) as lic_condition_id,
        cast(offender_id as bigint) as offender_id,
        cast(disposal_id as bigint) as disposal_id,
        cast(lic_cond_type_main_cat_id as bigint) as lic_cond_type_main_cat_id,
        {{ parse_date('start_date') }} as start_date,
        {{ parse_date('commencement_date') }} as commencement_date,
        {{ parse_date('expected_start_date') }} as expected_start_date,
        {{ parse_date('expected_end_date') }} as expected_end_date,
        {{ parse_date('termination_date') }} as termination_date,
        cast(lic_termination_reason_id as bigint) as lic_termination_reason_id,
        cast(length as bigint) as length,
        cast(attendance_count as bigint) as attendance_count,
        coalesce(cast(active_flag as bigint) = 1, false) as is_active,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed
