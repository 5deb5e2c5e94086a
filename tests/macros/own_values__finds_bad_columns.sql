-- Row a holds its own date of birth and key, row b a surname that a code list has too.
{% set people %}
(
    select
        sha256('a') as row_id_hash,
        ['smith', '1980-05-17', 'sw1a1aa', '1234567'] as own_values,
    union all
    select
        sha256('b') as row_id_hash,
        ['white', '1990-01-01'] as own_values,
) as people
{% endset %}
{% set fixture %}
(
    select *
    from (
        values
        (sha256('a'), '2020-01-31', '1980-05-17', 'Black', 1234567, 'SMITH'),
        (sha256('b'), '1980-05-17', '1980-05-17', 'White', 7, 'x')
    ) as fixture (row_id_hash, hearing_date, offence_date, ethnicity_desc, n_offences, note)
)
{% endset %}
{% set table = {
    'name': 'fixture',
    'relation': fixture,
    'columns': [
        'row_id_hash', 'hearing_date', 'offence_date', 'ethnicity_desc', 'n_offences', 'note',
    ],
} %}

with found as (
    {{ data_first.own_values([table], people, 'tests/macros/fixtures/*.csv') | indent }}
),

expected as (
    select unnest(['note', 'n_offences', 'offence_date']) as column_name
)

select
    expected.column_name as expected_column,
    found.column_name as found_column,
from expected
full outer join found
    on expected.column_name = found.column_name
where
    expected.column_name is null
    or found.column_name is null
    or found.n_rows <> 1
