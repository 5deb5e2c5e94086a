-- Every person record on a case that was received in the period has one row in family_people, and
-- no other record has one.
with expected as (
    select {{ hash_key('row_id', "source_dataset || '|' || record_key") }} as row_id_hash
    from {{ ref('people_familyman') }}
    where {{ in_coverage('family_people', 'record_date') | indent }}
),

published as (
    select row_id_hash from {{ ref('family_people') }}
)

select
    coalesce(expected.row_id_hash, published.row_id_hash) as row_id_hash,
    count(expected.row_id_hash) as n_expected,
    count(published.row_id_hash) as n_published,
from expected
full join published on expected.row_id_hash = published.row_id_hash
group by all
having
    count(expected.row_id_hash) <> 1
    or count(published.row_id_hash) <> 1
