{%- set levels = ['high', 'medium', 'low'] -%}

with true_records as (
    select * from {{ ref('quality_true_records') }}
),

clusters as (
    select * from {{ ref('link_person__record_clusters') }}
),

profile_weights as (
    select * from {{ ref('link_person__profile_weights') }}
),

reached as (
    select * from {{ ref('quality_reached_links') }}
),

cells as (
    -- one row a person and high cluster; a high cluster lies in one medium and one low cluster
    select
        true_records.true_person_id,
        clusters.cluster_high,
        min(clusters.cluster_medium) as cluster_medium,
        min(clusters.cluster_low) as cluster_low,
        count(*) as n_records,
    from true_records
    inner join clusters on true_records.record_id = clusters.record_id
    group by true_records.true_person_id, clusters.cluster_high
),

people as (
    select
        true_person_id,
        sum(n_records) as n_person,
        min(cluster_low) as first_cluster,
    from cells
    group by true_person_id
),

units as (
    {{ data_first.merged_people('cells', 'people') | indent }}
),

{% for level in levels %}
clusters_{{ level }} as (
    select cluster_{{ level }}, sum(n_records) as n_cluster,
    from cells
    group by cluster_{{ level }}
),

shared_{{ level }} as (
    select true_person_id, cluster_{{ level }}, sum(n_records) as n_both,
    from cells
    group by true_person_id, cluster_{{ level }}
),

{% endfor %}
sized as (
    select
        cells.true_person_id,
        cells.cluster_high,
        units.unit_id,
        cast(people.n_person - 1 as bigint) as n_true_links,
        {% for level in levels %}
        cast(clusters_{{ level }}.n_cluster - 1 as bigint) as n_found_links_{{ level }},
        cast(shared_{{ level }}.n_both - 1 as bigint) as n_right_links_{{ level }},
        {% endfor %}
    from cells
    inner join people using (true_person_id)
    inner join units using (true_person_id)
    {% for level in levels %}
    inner join clusters_{{ level }} using (cluster_{{ level }})
    inner join shared_{{ level }} using (true_person_id, cluster_{{ level }})
    {% endfor %}
)

select
    true_records.record_id,
    true_records.true_person_id,
    sized.* exclude (true_person_id, cluster_high),
    -- null where the person was not looked at
    reached.n_reached_links,
    profile_weights.is_unlinkable,
from true_records
inner join clusters using (record_id)
inner join sized using (true_person_id, cluster_high)
inner join profile_weights on true_records.profile_id = profile_weights.profile_id
left join reached
    on
        true_records.profile_id = reached.profile_id
        and true_records.true_person_id = reached.true_person_id
