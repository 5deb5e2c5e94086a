with records as (
    select 1 as source_id, 'mags_hocas' as source_dataset, *,
    from {{ ref('link_case__magistrates_records') }}
    union all by name
    select 2 as source_id, 'crown_xhibit' as source_dataset, *,
    from {{ ref('link_case__crown_records') }}
),

persons as (
    select
        people_records.source_dataset,
        people_records.record_key,
        clusters.cluster_high,
        clusters.cluster_medium,
        clusters.cluster_low,
    from {{ ref('people_records') }} as people_records
    inner join {{ ref('link_person__record_clusters') }} as clusters using (record_id)
)

-- one row a person on a case; the magistrates' are numbered first, so that they stand left in pairs
select
    row_number() over (order by records.source_id, records.record_key) as identity_id,
    identity_id as profile_id,
    true as is_main,
    1 as n_records,
    1 as n_names,
    records.*,
    persons.cluster_high,
    persons.cluster_medium,
    persons.cluster_low,
from records
inner join persons using (source_dataset, record_key)
