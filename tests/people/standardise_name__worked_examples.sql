-- Every value was worked out by hand from the rules in macros/standardise.
with example (written, expected) as (
    values
    ('JOHN', 'john'),
    ('  Mary  ', 'mary'),
    ('Smith-Jones', 'smith jones'),
    ('O''Neill', 'oneill'),
    ('O’Neill', 'oneill'),
    ('O NEILL', 'oneill'),
    ('Mc Donald', 'mcdonald'),
    ('Zoë', 'zoe'),
    ('Łukasz', 'lukasz'),
    ('Дмитрий', 'dmitriy'),
    ('MIG_ERROR_John', 'john'),
    ('NO_SHOW_DUPLICATE_Smith', 'smith'),
    ('DUPLICATE_Zoë', 'zoe'),
    ('NOT ENTERED', null),
    ('not-entered', null),
    ('Unknown', null),
    ('XXX', null),
    ('MR JOHN', 'john'),
    ('Mr. John', 'john'),
    ('Mrs', 'mrs'),
    ('John J', 'john'),
    ('J', null),
    ('J R Hartley', 'hartley'),
    ('JOHN.PAUL', 'john paul'),
    ('van der Berg', 'van der berg'),
    ('SMITH (SENIOR)', 'smith senior'),
    ('Ng', 'ng'),
    ('', null),
    (' ', null),
    ('.', null),
    (cast(null as varchar), null)
),

standardised as (
    select
        written,
        expected,
        {{ standardise_name('written') }} as actual
    from example
)

select * from standardised where actual is distinct from expected
