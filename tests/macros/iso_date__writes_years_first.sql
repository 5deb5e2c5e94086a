select *
from (
    values
    (date '2020-03-01', '2020-03-01'),
    (date '0999-12-31', '0999-12-31'),
    (cast(null as date), null)
) as cases (given, expected)
where expected is distinct from {{ data_first.iso_date('given') }}
