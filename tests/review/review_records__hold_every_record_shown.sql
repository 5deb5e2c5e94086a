-- A reviewer must be able to see both records of a pair, and all records of a cluster.
with shown as (
    select record_id_l as record_id from {{ ref('review_pairs') }}
    union
    select record_id_r from {{ ref('review_pairs') }}
    union
    select clusters.record_id
    from {{ ref('link_person__record_clusters') }} as clusters
    inner join {{ ref('review_clusters') }} as suspected
        on clusters.cluster_medium = suspected.cluster_id
)

select record_id from shown
where record_id not in (select record_id from {{ ref('review_records') }})
