{%- set reference = ref('delius_standard_reference') -%}

with events as (

    select * from {{ ref('probation_events') }}
    where {{ in_coverage('probation_requirements', 'referral_date') | indent(8) }}

),

disposals as (

    select * from {{ ref('stg_delius__disposal') }}
    where not is_soft_deleted

),

requirements as (

    select * from {{ ref('stg_delius__rqmnt') }}
    where not is_soft_deleted

),

final as (

    select
        {{ hash_key('rqmnt_id', 'requirements.rqmnt_id') }} as rqmnt_id_hash,
        {{ hash_key('row_id', "events.source_dataset || '|' || events.record_key") }}
            as row_id_hash,
        events.estimated_offender_id,
        {{ hash_key('event_id', 'events.event_id') }} as event_id_hash,
        coalesce(categories.code, cast(requirements.rqmnt_type_main_category_id as varchar))
            as rqmnt_type_main_category_code,
        categories.description as rqmnt_type_main_category_desc,
        {{ iso_date('requirements.start_date') }} as rqmnt_start_date,
        {{ iso_date('requirements.commencement_date') }} as rqmnt_commencement_date,
        {{ iso_date('requirements.expected_end_date') }} as rqmnt_expected_end_date,
        {{ iso_date('requirements.termination_date') }} as rqmnt_termination_date,
        coalesce(reasons.code, cast(requirements.rqmnt_termination_reason_id as varchar))
            as rqmnt_termination_reason_code,
        reasons.description as rqmnt_termination_reason_desc,
        cast(requirements.termination_date - requirements.start_date as integer)
            as days_to_termination,
        requirements.termination_date < requirements.expected_end_date as is_terminated_early,
        cast(requirements.length as integer) as length,
        categories.length_units as length_units_desc,
        cast(requirements.attendance_count as integer) as attendance_count,
        cast(requirements.rar_count as integer) as rar_count,
        requirements.is_active as active_flag,
        events.probation_area_code,
        events.probation_area_desc,
    from requirements
    inner join disposals
        on requirements.disposal_id = disposals.disposal_id
    inner join events
        on disposals.event_id = events.event_id
    left join {{ ref('delius_rqmnt_type_main_categories') }} as categories
        on requirements.rqmnt_type_main_category_id = categories.rqmnt_type_main_category_id
    left join {{ reference }} as reasons
        on requirements.rqmnt_termination_reason_id = reasons.standard_reference_id

)

select * from final
