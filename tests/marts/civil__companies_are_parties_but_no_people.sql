-- A party has a key in the linking tables if and only if it is a person, and the key its person.
select
    party_on_case_id_hash,
    party_kind_code,
    row_id_hash is not null as has_row_id,
    estimated_party_id is not null as has_person,
from {{ ref('civil_parties') }}
where
    (party_kind_code = 'person') <> (row_id_hash is not null)
    or (row_id_hash is not null) <> (estimated_party_id is not null)
