with example (written, record_date, expected) as (
    values
    (date '1985-02-28', date '2015-01-01', date '1985-02-28'),
    (date '1900-01-01', date '2015-01-01', null),
    (date '1970-01-01', date '2015-01-01', null),
    (date '1899-05-05', date '2015-01-01', null),
    (date '2016-01-01', date '2015-01-01', null),
    (date '1985-02-28', null, date '1985-02-28'),
    (null, date '2015-01-01', null)
),

standardised as (
    select
        written,
        expected,
        {{ standardise_dob('written', 'record_date') }} as actual
    from example
)

select * from standardised where actual is distinct from expected
