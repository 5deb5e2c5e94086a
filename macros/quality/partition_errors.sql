{#- Which people and clusters are whole, split or merged: one row a group.

    `cells` is a relation as partition_accuracy() takes it. Cluster precision is the share of
    clusters that are exactly one person, cluster recall the share of people who are exactly one
    cluster (Menestrina, Whang and Garcia-Molina 2010); a person is split where his or her
    records lie in several clusters, a cluster merges where it has records of several people. -#}
{% macro partition_errors(cells, by) %}
{%- set keys = by | join(', ') -%}
with quality__cells as (
    -- one row a person and cluster that share records
    select {{ keys }}, true_person_id, cluster_id, sum(n_records) as n_both,
    from {{ cells }}
    group by {{ keys }}, true_person_id, cluster_id
),

quality__people as (
    select {{ keys }}, true_person_id, count(*) > 1 as is_split, sum(n_both) as n_person,
    from quality__cells
    group by {{ keys }}, true_person_id
),

quality__clusters as (
    select {{ keys }}, cluster_id, count(*) > 1 as is_merging, sum(n_both) as n_cluster,
    from quality__cells
    group by {{ keys }}, cluster_id
),

quality__split as (
    select
        {{ keys }},
        count(*) as n_true_people,
        count(*) filter (where n_person > 1) as n_true_people_of_several_records,
        count(*) filter (where is_split) as n_people_split,
        coalesce(sum(n_person) filter (where is_split), 0) as n_records_of_split_people,
    from quality__people
    group by {{ keys }}
),

quality__merging as (
    select
        {{ keys }},
        count(*) as n_estimated_people,
        count(*) filter (where is_merging) as n_clusters_merging,
        coalesce(sum(n_cluster) filter (where is_merging), 0) as n_records_in_merging_clusters,
    from quality__clusters
    group by {{ keys }}
),

quality__records as (
    select
        {{ keys }},
        sum(n_both) as n_records,
        count(*) filter (where not is_split and not is_merging) as n_exactly_right,
        coalesce(sum(n_both) filter (where is_split or is_merging), 0) as n_records_affected,
    from quality__cells
    inner join quality__people using ({{ keys }}, true_person_id)
    inner join quality__clusters using ({{ keys }}, cluster_id)
    group by {{ keys }}
)

select
    {{ keys }},
    cast(n_records as bigint) as n_records,
    n_true_people,
    n_true_people_of_several_records,
    n_estimated_people,
    n_exactly_right,
    n_exactly_right / n_estimated_people as cluster_precision,
    n_exactly_right / n_true_people as cluster_recall,
    2 * n_exactly_right / (n_true_people + n_estimated_people) as cluster_f1,
    n_people_split,
    n_people_split / n_true_people as share_of_people_split,
    cast(n_records_of_split_people as bigint) as n_records_of_split_people,
    n_clusters_merging,
    n_clusters_merging / n_estimated_people as share_of_clusters_merging,
    cast(n_records_in_merging_clusters as bigint) as n_records_in_merging_clusters,
    cast(n_records_affected as bigint) as n_records_affected,
    n_records_affected / n_records as share_of_records_affected,
from quality__records
inner join quality__split using ({{ keys }})
inner join quality__merging using ({{ keys }})
{% endmacro %}
