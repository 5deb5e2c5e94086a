with example (forename, surname, expected) as (
    values
    (cast(null as varchar), 'ACME FOODS LIMITED', true),
    ('', 'Smith & Sons Ltd.', true),
    ('JOHN', 'SMITH LTD', false),
    (null, 'LTD', false),
    (null, 'SMITH', false),
    (null, null, false)
)

select *
from example
where {{ is_company_name('forename', 'surname') }} is distinct from expected
