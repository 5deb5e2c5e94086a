with record as (
    select * from {{ ref('release_record') }}
),

-- Who was with whom; records as the first 64 bits of their salted hash, people as numbers that mean
-- nothing in another release.
earlier as (
    select people.*
    from {{ data_first.release_store('people') }} as people
    inner join record on people.release_id = record.compared_with
    where record.is_same_salt
),

later as (
    select
        cast('0x' || left(row_id_hash, 16) as ubigint) as record,
        source_dataset,
        hash(cluster_high) as cluster_high,
        hash(cluster_medium) as cluster_medium,
        hash(cluster_low) as cluster_low,
    from {{ ref('person_clusters') }}
),

churn as (
    {{ data_first.people_churn('earlier', 'later') | indent(4) }}
)

select
    record.compared_with,
    churn.*,
from churn
cross join record
order by churn.level, churn.source_dataset
