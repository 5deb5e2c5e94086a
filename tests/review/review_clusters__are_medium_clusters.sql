-- The id is that of a cluster, and as many records are in it as is said.
with sizes as (
    select cluster_medium as cluster_id, count(*) as n_records,
    from {{ ref('link_person__record_clusters') }}
    group by cluster_medium
)

select suspected.cluster_id, suspected.n_records, sizes.n_records as n_in_cluster,
from {{ ref('review_clusters') }} as suspected
left join sizes using (cluster_id)
where sizes.n_records is distinct from suspected.n_records
