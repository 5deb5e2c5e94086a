with cases as (
    select * from {{ ref('people_caseman__cases') }}
    where {{ in_coverage('civil_events', 'issue_date') | indent }}
),

events as (
    select * from {{ ref('people_caseman__events') }}
)

select
    {{ hash_key('civil_event_id', 'events.event_key') }} as event_id_hash,
    {{ hash_key('civil_case_id', 'cases.case_key') }} as case_id_hash,
    cast(row_number() over (
        partition by cases.case_key order by events.event_date nulls last, events.event_key
    ) as integer) as event_number,
    events.event_type as event_type_code,
    types.description as event_type_desc,
    groups.code as event_group_code,
    groups.description as event_group_desc,
    {{ iso_date('events.event_date') }} as event_date,
    cast(events.event_date - cases.issue_date as integer) as days_from_issue,
from events
inner join cases on events.case_key = cases.case_key
left join {{ ref('civil_event_types') }} as types on events.event_type = types.code
left join {{ ref('civil_event_groups') }} as groups on types.event_group = groups.code
order by event_id_hash
