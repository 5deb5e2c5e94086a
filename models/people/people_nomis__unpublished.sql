with people as (
    select * from {{ ref('people_nomis') }}
),

-- One row a person record that was ever in custody.
custody as (
    select
        cast(root_offender_id as varchar) as record_key,
        count(*) filter (
            where {{ in_coverage('prison_custodial_journey', 'journey_start_date') }}
        ) as n_published,
    from {{ ref('people_nomis__journeys') }}
    group by root_offender_id
)

select
    people.source_dataset,
    people.record_key,
    if(custody.record_key is null, 'never in custody', 'outside the published period') as reason,
from people
left join custody on people.record_key = custody.record_key
where coalesce(custody.n_published, 0) = 0
