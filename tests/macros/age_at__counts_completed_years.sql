-- Worked by hand.
with cases as (
    select *
    from (
        values
        (date '2000-06-15', date '2020-06-14', 19),
        (date '2000-06-15', date '2020-06-15', 20),
        (date '2000-02-29', date '2001-02-28', 0),
        (date '2000-02-29', date '2001-03-01', 1),
        (date '2000-02-29', date '2004-02-29', 4),
        (date '2000-12-31', date '2001-01-01', 0),
        (date '2000-06-15', date '2000-06-15', 0),
        (date '2000-06-15', date '1999-06-15', null),
        (null, date '2020-06-15', null),
        (date '2000-06-15', null, null)
    ) as cases (date_of_birth, on_date, expected)
)

select
    *,
    {{ data_first.age_at('date_of_birth', 'on_date') }} as actual,
from cases
where expected is distinct from {{ data_first.age_at('date_of_birth', 'on_date') }}
