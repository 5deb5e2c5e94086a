{{ config(materialized='ephemeral', contract={'enforced': false}) }}

with people as (

    select * from {{ ref('people_delius') }}

),

events as (

    select * from {{ ref('stg_delius__event') }}
    where not is_soft_deleted

),

person_ids as (

    select * from {{ ref('link_person__record_ids') }}
    where source_dataset = 'probation_delius'

),

-- One row an event: the active allocation, else the latest.
areas as (

    select
        managers.event_id,
        first(
            areas.description
            order by
                managers.is_active desc,
                managers.allocation_date desc nulls last,
                managers.order_manager_id desc
        ) as probation_area_desc,
    from {{ ref('stg_delius__order_manager') }} as managers
    left join {{ ref('delius_probation_areas') }} as areas
        on managers.probation_area_id = areas.probation_area_id
    where not managers.is_soft_deleted
    group by managers.event_id

),

final as (

    select
        people.source_dataset,
        people.record_key,
        person_ids.estimated_id_within_source as estimated_offender_id,
        events.event_id,
        events.offender_id,
        events.referral_date,
        areas.probation_area_desc,
    from events
    inner join people
        on cast(events.offender_id as varchar) = people.record_key
    inner join person_ids
        on people.record_key = person_ids.record_key
    left join areas
        on events.event_id = areas.event_id

)

select * from final
