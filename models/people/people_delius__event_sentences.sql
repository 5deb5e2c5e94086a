{{ config(materialized='view') }}
{%- set reference = ref('delius_standard_reference') -%}

-- One row an event, were the source to hold two disposals: the first entered.
with disposals as (

    select * from {{ ref('stg_delius__disposal') }}
    where not is_soft_deleted
    qualify row_number() over (partition by event_id order by disposal_id) = 1

),

final as (

    select
        disposals.event_id,
        coalesce(types.code, cast(disposals.disposal_type_id as varchar)) as disposal_type_code,
        types.description as disposal_type_description,
        types.sentence_type as disposal_sentence_type_code,
        sentence_types.description as disposal_sentence_type_desc,
        types.is_custodial as is_custodial_disposal,
        types.legislation as disposal_legislation,
        disposals.disposal_date,
        disposals.notional_end_date as disposal_notional_end_date,
        disposals.termination_date as disposal_termination_date,
        coalesce(reasons.code, cast(disposals.disposal_termination_reason_id as varchar))
            as disposal_termination_reason_code,
        reasons.description as disposal_termination_reason_desc,
        cast(disposals.termination_date - disposals.disposal_date as integer)
            as days_to_termination,
        disposals.termination_date < disposals.notional_end_date as is_terminated_early,
        cast(disposals.length as integer) as length,
        types.length_units as length_units_desc,
        cast(disposals.length_in_days as integer) as length_in_days,
        cast(disposals.length_2 as integer) as operational_length,
        cast(disposals.effective_length as integer) as effective_length,
        disposals.has_unpaid_work as upw_flag,
        coalesce(seriousness.code, cast(disposals.level_of_seriousness_id as varchar))
            as level_of_seriousness_code,
        seriousness.description as level_of_seriousness_desc,
        disposals.is_active as disposal_active_flag,
    from disposals
    left join {{ ref('delius_disposal_types') }} as types
        on disposals.disposal_type_id = types.disposal_type_id
    left join {{ ref('delius_sentence_types') }} as sentence_types
        on types.sentence_type = sentence_types.code
    left join {{ reference }} as reasons
        on disposals.disposal_termination_reason_id = reasons.standard_reference_id
    left join {{ reference }} as seriousness
        on disposals.level_of_seriousness_id = seriousness.standard_reference_id

)

select * from final
