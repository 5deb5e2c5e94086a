-- A published table with one bad column of each kind beside good ones: exactly the bad are found. A
-- code that no list has is good in a column of codes, a surname is not.
{% set fixture %}
(
    select *
    from (
        values
        (sha256('a'), '2020-01-31', '12', '-1.5', 'White', 'E01000001', 'guilty',
            'Smith', '2020-02-30', 'guilty', 'SW1A1AA', 'abc123', 'E01000001', 'TH99999', 'SMITH',
            'ZZ', 'ZZ'),
        (sha256('b'), null, '7', '0', 'Black', null, 'not guilty',
            null, '2020-01-01', 'White', null, null, null, 'ZZ', 'TH99999', 'T1', 'T1')
    ) as fixture (
        row_id_hash, hearing_date, age_text, amount, ethnicity_desc, lsoa_code, plea_desc,
        surname, impossible_date, mixed_lists, postcode, short_hash, area, offence_code,
        surname_code, reason, reason_text
    )
)
{% endset %}
{% set labelled = {
    'name': 'labelled',
    'relation': "(select unnest(['clinic', 'smith']) as source_dataset)",
    'text_columns': ['source_dataset'],
} %}
{% set table = {
    'name': 'fixture',
    'relation': fixture,
    'text_columns': [
        'row_id_hash', 'hearing_date', 'age_text', 'amount', 'ethnicity_desc', 'lsoa_code',
        'plea_desc', 'surname', 'impossible_date', 'mixed_lists', 'postcode', 'short_hash', 'area',
        'offence_code', 'surname_code', 'reason', 'reason_text',
    ],
    'code_columns': ['reason'],
} %}

with found as (
    {{ data_first.unsafe_values(
        [table, labelled],
        'tests/macros/fixtures/*.csv',
        "(select unnest(['clinic', null]))"
    ) | indent }}
),

expected as (
    select unnest([
        'area', 'impossible_date', 'mixed_lists', 'postcode', 'short_hash', 'surname',
        'source_dataset', 'surname_code', 'reason_text',
    ]) as column_name
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
    or found.published_value = 'clinic'
