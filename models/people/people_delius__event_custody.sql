{{ config(materialized='view') }}
{%- set reference = ref('delius_standard_reference') -%}

with custodies as (

    select
        custodies.*,
        disposals.event_id,
    from {{ ref('stg_delius__custody') }} as custodies
    inner join {{ ref('stg_delius__disposal') }} as disposals
        on custodies.disposal_id = disposals.disposal_id
    where not custodies.is_soft_deleted and not disposals.is_soft_deleted

),

releases as (

    select
        releases.*,
        custodies.event_id,
    from {{ ref('stg_delius__release') }} as releases
    inner join custodies
        on releases.custody_id = custodies.custody_id
    where not releases.is_soft_deleted

),

-- One row an event with a release.
event_releases as (

    select
        event_id,
        cast(count(*) as integer) as release_count,
        max(actual_release_date) as last_release_date,
        first(release_type_id order by actual_release_date nulls last, release_id)
            as first_release_type_id,
    from releases
    group by event_id

),

-- One row an event with a recall; a recall without a date comes last.
event_recalls as (

    select
        releases.event_id,
        cast(count(*) as integer) as recall_count,
        min(recalls.recall_date) as first_recall_date,
        max(recalls.recall_date) as last_recall_date,
        first(
            recalls.recall_reason_id order by recalls.recall_date nulls last, recalls.recall_id
        ) as first_recall_reason_id,
        first(
            recalls.recall_date - releases.actual_release_date
            order by recalls.recall_date nulls last, recalls.recall_id
        ) as days_to_first_recall,
    from {{ ref('stg_delius__recall') }} as recalls
    inner join releases
        on recalls.release_id = releases.release_id
    where not recalls.is_soft_deleted
    group by releases.event_id

),

-- One row an event with custody: the one entered first.
event_custodies as (

    select * from custodies
    qualify row_number() over (partition by event_id order by custody_id) = 1

),

final as (

    select
        event_custodies.event_id,
        coalesce(statuses.code, cast(event_custodies.custodial_status_id as varchar))
            as custodial_status_code,
        statuses.description as custodial_status_desc,
        event_custodies.status_change_date as custodial_status_date,
        event_custodies.pss_start_date,
        coalesce(event_releases.release_count, 0) as release_count,
        event_releases.last_release_date,
        coalesce(release_types.code, cast(event_releases.first_release_type_id as varchar))
            as first_release_type_code,
        release_types.description as first_release_type_desc,
        coalesce(event_recalls.recall_count, 0) as recall_count,
        event_recalls.first_recall_date,
        event_recalls.last_recall_date,
        coalesce(reasons.code, cast(event_recalls.first_recall_reason_id as varchar))
            as first_recall_reason_code,
        reasons.description as first_recall_reason_desc,
        cast(event_recalls.days_to_first_recall as integer) as days_to_first_recall,
    from event_custodies
    left join event_releases
        on event_custodies.event_id = event_releases.event_id
    left join event_recalls
        on event_custodies.event_id = event_recalls.event_id
    left join {{ reference }} as statuses
        on event_custodies.custodial_status_id = statuses.standard_reference_id
    left join {{ reference }} as release_types
        on event_releases.first_release_type_id = release_types.standard_reference_id
    left join {{ reference }} as reasons
        on event_recalls.first_recall_reason_id = reasons.standard_reference_id

)

select * from final
