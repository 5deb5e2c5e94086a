-- Person records are the offender records that are not deleted: none lost, none doubled.
with offenders as (

    select cast(offender_id as varchar) as record_key
    from {{ ref('stg_delius__offender') }}
    where not is_soft_deleted

),

people as (

    select record_key from {{ ref('people_delius') }}

)

select
    coalesce(offenders.record_key, people.record_key) as record_key,
    offenders.record_key is null as is_not_in_staging,
    people.record_key is null as is_not_in_people,
from offenders
full outer join people
    on offenders.record_key = people.record_key
where offenders.record_key is null or people.record_key is null
