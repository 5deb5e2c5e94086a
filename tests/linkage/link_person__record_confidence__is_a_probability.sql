-- A record has a mean exactly where its medium cluster has another record.
with clusters as (
    select
        record_id,
        count(*) over (partition by cluster_medium) as n_records,
    from {{ ref('link_person__record_clusters') }}
)

select
    confidence.*,
    clusters.n_records,
from {{ ref('link_person__record_confidence') }} as confidence
left join clusters on confidence.record_id = clusters.record_id
where
    confidence.mean_match_probability not between 0 and 1
    or (clusters.n_records > 1) is distinct from (confidence.mean_match_probability is not null)
    or (confidence.confidence_band = 'single') is distinct from (clusters.n_records = 1)
