-- Periods as the seed has them; a null date and an unknown table are in no period.
with cases as (
    select *
    from (
        values
        (date '2013-12-31', false),
        (date '2014-01-01', true),
        (date '2020-12-31', true),
        (date '2021-01-01', false),
        (cast(null as date), null)
    ) as cases (given, expected)
)

select
    given,
    'probation_flatfile' as table_name,
from cases
where expected is distinct from {{ data_first.in_coverage('probation_flatfile', 'given') }}
union all
select
    date '1990-01-01' as given,
    'prison_custodial_journey' as table_name,
where {{ data_first.in_coverage('prison_custodial_journey', "date '1990-01-01'") }} is not true
union all
select
    date '2015-01-01' as given,
    'no_such_table' as table_name,
where {{ data_first.in_coverage('no_such_table', "date '2015-01-01'") }} is true
