{{ config(materialized='view') }}

with disposals as (

    select * from {{ ref('stg_delius__disposal') }}
    where not is_soft_deleted

),

reference as (

    select * from {{ ref('delius_standard_reference') }}

),

requirements as (

    select
        disposals.event_id,
        cast(count(*) as integer) as rqmnt_count,
        cast(count(*) filter (where reasons.code = '21') as integer) as rqmnt_completed_count,
        cast(sum(requirements.attendance_count) as integer) as rqmnt_attendance_count,
        cast(sum(requirements.length) filter (where categories.code = 'W') as integer)
            as upw_hours,
        cast(sum(requirements.length) filter (where categories.code = 'F') as integer)
            as rar_days,
        cast(sum(requirements.rar_count) as integer) as rar_days_attended,
    from {{ ref('stg_delius__rqmnt') }} as requirements
    inner join disposals
        on requirements.disposal_id = disposals.disposal_id
    left join {{ ref('delius_rqmnt_type_main_categories') }} as categories
        on requirements.rqmnt_type_main_category_id = categories.rqmnt_type_main_category_id
    left join reference as reasons
        on requirements.rqmnt_termination_reason_id = reasons.standard_reference_id
    where not requirements.is_soft_deleted
    group by disposals.event_id

),

-- Conditions of the standard licence are one row with the code NSTT9.
licence_conditions as (

    select
        disposals.event_id,
        cast(count(*) as integer) as lic_condition_count,
        cast(count(*) filter (
            where categories.code is distinct from 'NSTT9'
        ) as integer) as additional_lic_condition_count,
    from {{ ref('stg_delius__lic_condition') }} as conditions
    inner join disposals
        on conditions.disposal_id = disposals.disposal_id
    left join {{ ref('delius_lic_cond_type_main_cats') }} as categories
        on conditions.lic_cond_type_main_cat_id = categories.lic_cond_type_main_cat_id
    where not conditions.is_soft_deleted
    group by disposals.event_id

),

pss_requirements as (

    select
        disposals.event_id,
        cast(count(*) as integer) as pss_rqmnt_count,
        bool_or(coalesce(reasons.code = '63', false)) as pss_breached_flag,
    from {{ ref('stg_delius__pss_rqmnt') }} as pss_requirements
    inner join {{ ref('stg_delius__custody') }} as custodies
        on pss_requirements.custody_id = custodies.custody_id
    inner join disposals
        on custodies.disposal_id = disposals.disposal_id
    left join reference as reasons
        on pss_requirements.pss_rqmnt_term_reason_id = reasons.standard_reference_id
    where not pss_requirements.is_soft_deleted and not custodies.is_soft_deleted
    group by disposals.event_id

),

final as (

    select
        coalesce(requirements.event_id, licence_conditions.event_id, pss_requirements.event_id)
            as event_id,
        requirements.* exclude (event_id),
        licence_conditions.* exclude (event_id),
        pss_requirements.* exclude (event_id),
    from requirements
    full join licence_conditions
        on requirements.event_id = licence_conditions.event_id
    full join pss_requirements
        on coalesce(requirements.event_id, licence_conditions.event_id) = pss_requirements.event_id

)

select * from final
