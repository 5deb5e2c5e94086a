{{ config(materialized='view') }}

with names as (
    select * from {{ ref('stg_nomis__offenders') }}
),

-- One row a person record: the name under which it was booked last.
working_names as (
    select
        root_offender_id,
        arg_max(offender_id, (booking_start_date, booking_id)) as offender_id,
    from {{ ref('stg_nomis__offender_bookings') }}
    where root_offender_id is not null
    group by root_offender_id
)

select
    names.*,
    -- 1 for the main name: the current one; among several the one booked last, then the newest.
    row_number() over (
        partition by names.root_offender_id
        order by
            case
                when names.name_type_code = 'CN' then 0
                when names.name_type_code is null then 1
                else 2
            end,
            coalesce(working_names.offender_id = names.offender_id, false) desc,
            names.created_date desc nulls last,
            names.offender_id desc
    ) as name_rank,
from names
left join working_names on names.root_offender_id = working_names.root_offender_id
