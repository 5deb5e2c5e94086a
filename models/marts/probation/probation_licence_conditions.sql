with events as (

    select * from {{ ref('probation_events') }}
    where {{ in_coverage('probation_licence_conditions', 'referral_date') | indent(8) }}

),

disposals as (

    select * from {{ ref('stg_delius__disposal') }}
    where not is_soft_deleted

),

conditions as (

    select * from {{ ref('stg_delius__lic_condition') }}
    where not is_soft_deleted

),

final as (

    select
        {{ hash_key('lic_condition_id', 'conditions.lic_condition_id') }} as lic_condition_id_hash,
        {{ hash_key('row_id', "events.source_dataset || '|' || events.record_key") }}
            as row_id_hash,
        events.estimated_offender_id,
        {{ hash_key('event_id', 'events.event_id') }} as event_id_hash,
        coalesce(categories.code, cast(conditions.lic_cond_type_main_cat_id as varchar))
            as lic_cond_type_main_cat_code,
        categories.description as lic_cond_type_main_cat_desc,
        {{ iso_date('conditions.start_date') }} as lic_condition_start_date,
        {{ iso_date('conditions.commencement_date') }} as lic_condition_commencement_date,
        {{ iso_date('conditions.expected_end_date') }} as lic_condition_expected_end_date,
        {{ iso_date('conditions.termination_date') }} as lic_condition_termination_date,
        coalesce(reasons.code, cast(conditions.lic_termination_reason_id as varchar))
            as lic_termination_reason_code,
        reasons.description as lic_termination_reason_desc,
        cast(conditions.termination_date - conditions.start_date as integer)
            as days_to_termination,
        conditions.termination_date < conditions.expected_end_date as is_terminated_early,
        cast(conditions.length as integer) as length,
        cast(conditions.attendance_count as integer) as attendance_count,
        conditions.is_active as active_flag,
        events.probation_area_code,
        events.probation_area_desc,
    from conditions
    inner join disposals
        on conditions.disposal_id = disposals.disposal_id
    inner join events
        on disposals.event_id = events.event_id
    left join {{ ref('delius_lic_cond_type_main_cats') }} as categories
        on conditions.lic_cond_type_main_cat_id = categories.lic_cond_type_main_cat_id
    left join {{ ref('delius_standard_reference') }} as reasons
        on conditions.lic_termination_reason_id = reasons.standard_reference_id

)

select * from final
