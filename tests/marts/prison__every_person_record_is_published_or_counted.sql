-- One row here if person records with and without a published journey do not add up to all.
with counts as (
    select
        (select count(*) from {{ ref('people_nomis') }}) as n_records,
        (select count(distinct row_id_hash) from {{ ref('prison_custodial_journey') }})
            as n_published,
        (select count(*) from {{ ref('people_nomis__unpublished') }}) as n_unpublished
)

select *
from counts
where n_records <> n_published + n_unpublished
