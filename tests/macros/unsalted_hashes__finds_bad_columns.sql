-- Three ways to forget the salt, and one key that is salted.
{% set fixture %}
(
    select
        {{ data_first.hash_key('row_id', "'1234'") }} as row_id_hash,
        sha256('1234') as case_id_hash,
        sha256('|event_id|1234') as event_id_hash,
        sha256('book_id|1234') as book_id_hash,
)
{% endset %}
{% set table = {
    'name': 'fixture',
    'relation': fixture,
    'text_columns': ['row_id_hash', 'case_id_hash', 'event_id_hash', 'book_id_hash'],
} %}

with found as (
    {{ data_first.unsalted_hashes([table], '(select 1234 as system_key)') | indent }}
),

expected as (
    select unnest(['case_id_hash', 'event_id_hash', 'book_id_hash']) as column_name
)

select
    expected.column_name as expected_column,
    found.column_name as found_column,
from expected
full outer join found
    on expected.column_name = found.column_name
where expected.column_name is null or found.column_name is null
