{{ config(materialized='view') }}

-- One row an event, were the source to hold two main offences: the first entered.
with main_offences as (

    select * from {{ ref('stg_delius__main_offence') }}
    where not is_soft_deleted
    qualify row_number() over (partition by event_id order by main_offence_id) = 1

),

additional_offences as (

    select
        event_id,
        cast(count(*) as integer) as additional_offence_count,
    from {{ ref('stg_delius__additional_offence') }}
    where not is_soft_deleted
    group by event_id

),

final as (

    select
        coalesce(main_offences.event_id, additional_offences.event_id) as event_id,
        main_offences.offence_date as main_offence_date,
        coalesce(offences.code, cast(main_offences.offence_id as varchar)) as mo_code,
        offences.description as mo_description,
        offences.main_category_code as mo_category_code,
        offences.main_category_description as mo_category_description,
        offences.sub_category_code as mo_sub_category_code,
        cast(main_offences.offence_count as integer) as main_offence_count,
        cast(main_offences.tic_count as integer) as tic_count,
        coalesce(additional_offences.additional_offence_count, 0) as additional_offence_count,
    from main_offences
    full join additional_offences
        on main_offences.event_id = additional_offences.event_id
    left join {{ ref('delius_offences') }} as offences
        on main_offences.offence_id = offences.offence_id

)

select * from final
