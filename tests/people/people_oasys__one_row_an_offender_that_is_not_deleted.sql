-- Person records are the offender records that are not deleted, and the deleted ones are counted in
-- people_excluded: none lost, none doubled.
select
    offenders.n_offenders,
    people.n_records,
    excluded.n_excluded,
from (select count(*) as n_offenders from {{ ref('stg_oasys__offender') }}) as offenders
cross join (
    select count(*) as n_records, count(distinct record_key) as n_keys,
    from {{ ref('people_oasys') }}
) as people
cross join (
    select coalesce(sum(n_records), 0) as n_excluded,
    from {{ ref('people_excluded') }}
    where source_dataset = 'prison_oasys'
) as excluded
where
    offenders.n_offenders <> people.n_records + excluded.n_excluded
    or people.n_records <> people.n_keys
