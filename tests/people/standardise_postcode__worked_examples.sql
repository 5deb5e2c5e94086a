with example (written, expected) as (
    values
    ('SW1A 1AA', 'SW1A1AA'),
    ('sw1a1aa', 'SW1A1AA'),
    ('M1 1AE', 'M11AE'),
    ('CR2 6XH', 'CR26XH'),
    ('DN55 1PT', 'DN551PT'),
    ('W1A 0AX', 'W1A0AX'),
    (' ec1a  1bb ', 'EC1A1BB'),
    ('GIR 0AA', 'GIR0AA'),
    ('NF1 1NF', null),
    ('NF1 1FA', null),
    ('ZZ99 3VZ', null),
    ('SW18 3HU', null),
    ('SW1A', null),
    ('12345', null),
    ('CR2 6XC', null),
    ('NO FIXED ABODE', null),
    ('', null),
    (cast(null as varchar), null)
),

standardised as (
    select
        written,
        expected,
        {{ standardise_postcode('written') }} as actual
    from example
)

select * from standardised where actual is distinct from expected
