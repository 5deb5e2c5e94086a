-- One row here if journeys were lost or doubled between the workspace and the published table.
with counts as (
    select
        (select count(*) from {{ ref('prison_custodial_journey') }}) as n_published,
        count(*) filter (
            where {{ in_coverage('prison_custodial_journey', 'journey_start_date') }}
        ) as n_in_coverage,
    from {{ ref('people_nomis__journeys') }} as journeys
    inner join {{ ref('people_nomis') }} as people
        on cast(journeys.root_offender_id as varchar) = people.record_key
)

select *
from counts
where n_published <> n_in_coverage
