with events as (

    select * from {{ ref('probation_events') }}
    where {{ in_coverage('probation_pss_requirements', 'referral_date') | indent(8) }}

),

disposals as (

    select * from {{ ref('stg_delius__disposal') }}
    where not is_soft_deleted

),

custodies as (

    select * from {{ ref('stg_delius__custody') }}
    where not is_soft_deleted

),

requirements as (

    select * from {{ ref('stg_delius__pss_rqmnt') }}
    where not is_soft_deleted

),

final as (

    select
        {{ hash_key('pss_rqmnt_id', 'requirements.pss_rqmnt_id') }} as pss_rqmnt_id_hash,
        {{ hash_key('row_id', "events.source_dataset || '|' || events.record_key") }}
            as row_id_hash,
        events.estimated_offender_id,
        {{ hash_key('event_id', 'events.event_id') }} as event_id_hash,
        coalesce(categories.code, cast(requirements.pss_rqmnt_type_main_cat_id as varchar))
            as pss_rqmnt_type_main_cat_code,
        categories.description as pss_rqmnt_type_main_cat_desc,
        {{ iso_date('requirements.imposed_date') }} as pss_rqmnt_imposed_date,
        {{ iso_date('requirements.commencement_date') }} as pss_rqmnt_commencement_date,
        {{ iso_date('requirements.expected_end_date') }} as pss_rqmnt_expected_end_date,
        {{ iso_date('requirements.termination_date') }} as pss_rqmnt_termination_date,
        coalesce(reasons.code, cast(requirements.pss_rqmnt_term_reason_id as varchar))
            as pss_rqmnt_termination_reason_code,
        reasons.description as pss_rqmnt_termination_reason_desc,
        cast(requirements.termination_date - requirements.imposed_date as integer)
            as days_to_termination,
        requirements.termination_date < requirements.expected_end_date as is_terminated_early,
        cast(requirements.length as integer) as length,
        cast(requirements.attendance_count as integer) as attendance_count,
        requirements.is_active as active_flag,
        {{ iso_date('custodies.pss_start_date') }} as pss_start_date,
        events.probation_area_code,
        events.probation_area_desc,
    from requirements
    inner join custodies
        on requirements.custody_id = custodies.custody_id
    inner join disposals
        on custodies.disposal_id = disposals.disposal_id
    inner join events
        on disposals.event_id = events.event_id
    left join {{ ref('delius_pss_rqmnt_type_main_categories') }} as categories
        on requirements.pss_rqmnt_type_main_cat_id = categories.pss_rqmnt_type_main_category_id
    left join {{ ref('delius_standard_reference') }} as reasons
        on requirements.pss_rqmnt_term_reason_id = reasons.standard_reference_id

)

select * from final
