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

-- One row an allocation of an event, the one that counts first: the active one, else the latest.
-- An area that the list does not know keeps its number as its code.
allocations as (

    select
        managers.event_id,
        coalesce(areas.code, cast(managers.probation_area_id as varchar)) as code,
        areas.description,
        case
            when regexp_full_match(areas.code, 'N[0-9]{2}') then 'NPS'
            when regexp_full_match(areas.code, 'C[0-9]{2}') then 'CRC'
            when contains(areas.description, '(HMP') then 'prison'
            when areas.code <> 'ALL' then 'trust'
        end as area_type,
        managers.allocation_date,
        row_number() over (
            partition by managers.event_id
            order by
                managers.is_active desc,
                managers.allocation_date desc nulls last,
                managers.order_manager_id desc
        ) as rank,
        count(*) over (partition by managers.event_id) as n_allocations,
    from {{ ref('stg_delius__order_manager') }} as managers
    left join {{ ref('delius_probation_areas') }} as areas
        on managers.probation_area_id = areas.probation_area_id
    where not managers.is_soft_deleted

),

areas as (

    select * from allocations
    where rank = 1

),

final as (

    select
        people.source_dataset,
        people.record_key,
        person_ids.estimated_id_within_source as estimated_offender_id,
        events.event_id,
        events.offender_id,
        events.referral_date,
        areas.code as probation_area_code,
        areas.description as probation_area_desc,
        areas.area_type as probation_area_type,
        areas.allocation_date as probation_area_date,
        cast(areas.n_allocations as integer) as probation_area_count,
    from events
    inner join people
        on cast(events.offender_id as varchar) = people.record_key
    inner join person_ids
        on people.record_key = person_ids.record_key
    left join areas
        on events.event_id = areas.event_id

)

select * from final
