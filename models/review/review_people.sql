with records as (
    select
        records.record_id,
        records.source_dataset,
        records.record_key,
        clusters.cluster_medium as cluster_id,
        clusters.component_low,
    from {{ ref('people_records') }} as records
    inner join {{ ref('link_person__record_clusters') }} as clusters using (record_id)
),

clusters as (
    select cluster_id, any_value(component_low) as component_low, count(*) as n_records,
    from records
    group by cluster_id
),

strata as (
    -- components with several clusters are where a person may have been parted
    select
        cluster_id,
        case
            when count(*) over (partition by component_low) > 1 then 'near another cluster'
            when n_records = 1 then 'a single record'
            else 'several records'
        end as stratum,
    from clusters
),

placed as (
    -- the same for a record in every build, so that a later sample keeps it
    select
        records.*,
        strata.stratum,
        count(*) over (partition by strata.stratum) as n_stratum_records,
        row_number() over (
            partition by strata.stratum
            order by
                {{ data_first.hashed_uniform(
                    "records.source_dataset || '|' || records.record_key || '|"
                    ~ var('review_seed') ~ "|person'"
                ) }},
                records.record_id
        ) as stratum_place,
    from records
    inner join strata using (cluster_id)
    qualify stratum_place <= ceil({{ var('review_people') }} / 3)
)

select
    md5(source_dataset || '|' || record_key) as item_id,
    row_number() over (order by stratum_place, stratum) as review_order,
    record_id,
    source_dataset,
    record_key,
    cluster_id,
    stratum,
    n_stratum_records,
    least(n_stratum_records, ceil({{ var('review_people') }} / 3)) / n_stratum_records
        as inclusion_probability,
from placed
order by review_order
