{{ config(severity="warn") }}

-- One row here for each root offender that the names or the bookings know and people_nomis lacks.
with roots as (
    select root_offender_id from {{ ref('stg_nomis__offenders') }}
    union
    select root_offender_id from {{ ref('stg_nomis__offender_bookings') }}
)

select roots.root_offender_id
from roots
left join {{ ref('people_nomis') }} as people
    on cast(roots.root_offender_id as varchar) = people.record_key
where
    roots.root_offender_id is not null
    and people.record_key is null
