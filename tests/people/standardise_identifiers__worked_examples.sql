-- Check letters by hand: 900001234 mod 23 = 10, the letter K; 30993399 mod 23 = 2, the letter B;
-- 99000123 mod 23 = 4, the letter D.
-- A serial number of a small file counts as written: 39001234 mod 23 = 19, the letter V;
-- 391234 mod 23 = 4, the letter D.
with example (kind, written, expected) as (
    values
    ('pnc', '1990/0001234K', '1990/0001234K'),
    ('pnc', '90/1234K', '1990/0001234K'),
    ('pnc', '901234K', '1990/0001234K'),
    ('pnc', '900001234K', '1990/0001234K'),
    ('pnc', '19900001234k', '1990/0001234K'),
    ('pnc', ' 1990/0001234 K ', '1990/0001234K'),
    ('pnc', '1990/0001234H', null),
    ('pnc', '2003/0993399B', null),
    ('pnc', '03/993399B', null),
    ('pnc', 'NOT KNOWN', null),
    ('pnc', '', null),
    ('pnc', cast(null as varchar), null),
    ('cro', '000123/99D', '000123/99D'),
    ('cro', '123/99D', '000123/99D'),
    ('cro', '123/99P', null),
    ('cro', 'SF39/001234V', 'SF39/001234V'),
    ('cro', 'sf39/1234D', 'SF39/1234D'),
    ('cro', '000000/00Z', null),
    ('cro', '', null),
    ('cro', cast(null as varchar), null),
    ('prison_number', 'a1234bc', 'A1234BC'),
    ('prison_number', ' A1234 BC', 'A1234BC'),
    ('prison_number', 'AB1234', null),
    ('prison_number', '', null),
    ('prison_number', cast(null as varchar), null),
    ('crn', 'x123456', 'X123456'),
    ('crn', 'X12345', null),
    ('crn', cast(null as varchar), null),
    ('ni', 'ab 12 34 57 c', 'AB123457C'),
    ('ni', 'AB-123457-D', 'AB123457D'),
    ('ni', 'AB123457', null),
    ('ni', 'AB123457E', null),
    ('ni', 'AB123456C', null),
    ('ni', 'QQ000000A', null),
    ('ni', 'NONE', null),
    ('ni', '', null),
    ('ni', cast(null as varchar), null)
),

standardised as (
    select
        kind,
        written,
        expected,
        case kind
            when 'pnc' then {{ standardise_pnc('written') | indent(12) }}
            when 'prison_number' then {{ standardise_prison_number('written') | indent(12) }}
            when 'crn' then {{ standardise_crn('written') | indent(12) }}
            when 'ni' then {{ standardise_ni_number('written') | indent(12) }}
            else {{ standardise_cro('written') | indent(12) }}
        end as actual
    from example
)

select * from standardised where actual is distinct from expected
