-- 64 hexadecimal digits; null for null; one hash a key type; not the hash of the key alone.
with hashes as (
    select
        {{ data_first.hash_key('case_id', '1234') }} as case_hash,
        {{ data_first.hash_key('case_id', "'1234'") }} as case_hash_of_text,
        {{ data_first.hash_key('row_id', '1234') }} as row_hash,
        {{ data_first.hash_key('case_id', 'null') }} as null_hash,
)

select *
from hashes
where
    case_hash is null
    or not regexp_full_match(case_hash, '[0-9a-f]{64}')
    or case_hash <> case_hash_of_text
    or case_hash = row_hash
    or case_hash = sha256('1234')
    or null_hash is not null
