with records as (
    select * from {{ ref('people_records') }}
),

clusters as (
    select * from {{ ref('link_person__record_clusters') }}
),

confidence as (
    select * from {{ ref('link_person__record_confidence') }}
),

keys as (
    -- a group's key is its smallest record: the same whatever else the build holds
    select record_id, source_dataset || '|' || record_key as record, from records
)

select
    records.source_dataset,
    records.record_key,
    records.record_id,
    {{ hash_key('row_id', 'own.record') }} as row_id_hash,
    {{ hash_key('estimated_id_within_source', 'within_source.record') }}
        as estimated_id_within_source,
    {{ hash_key('estimated_mc_cc_ps_dp', 'criminal_justice.record') }} as estimated_mc_cc_ps_dp,
    {{ hash_key('estimated_xjs_id', 'medium.record') }} as estimated_xjs_id,
    {{ hash_key('cluster_high', 'high.record') }} as cluster_high,
    {{ hash_key('estimated_xjs_id', 'medium.record') }} as cluster_medium,
    {{ hash_key('cluster_low', 'low.record') }} as cluster_low,
    confidence.mean_match_probability,
    confidence.confidence_band,
from records
inner join clusters using (record_id)
inner join confidence using (record_id)
inner join keys as own using (record_id)
inner join keys as within_source on clusters.cluster_within_source = within_source.record_id
left join keys as criminal_justice
    on clusters.cluster_criminal_justice = criminal_justice.record_id
inner join keys as high on clusters.cluster_high = high.record_id
inner join keys as medium on clusters.cluster_medium = medium.record_id
inner join keys as low on clusters.cluster_low = low.record_id
