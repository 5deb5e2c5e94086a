with true_records as (
    select * from {{ ref('quality_true_records') }}
),

records as (
    select * from {{ ref('people_records') }}
),

clusters as (
    select * from {{ ref('link_person__record_clusters') }}
),

cells as (
    -- one row a true person, estimated person and group of records
    select
        true_records.true_person_id,
        clusters.cluster_medium as cluster_id,
        true_records.source_dataset,
        coalesce(records.sex_std, 'not known') as sex,
        coalesce(records.ethnic_group, 'not known') as ethnic_group,
        count(*) as n_records,
    from true_records
    inner join records on true_records.record_id = records.record_id
    inner join clusters on true_records.record_id = clusters.record_id
    group by all
),

people as (
    select true_person_id, sum(n_records) as n_person,
    from cells
    group by true_person_id
),

estimated_people as (
    select cluster_id, sum(n_records) as n_cluster,
    from cells
    group by cluster_id
),

shared as (
    select true_person_id, cluster_id, sum(n_records) as n_both,
    from cells
    group by true_person_id, cluster_id
),

sized_cells as (
    select
        cells.*,
        people.n_person,
        estimated_people.n_cluster,
        shared.n_both,
    from cells
    inner join people on cells.true_person_id = people.true_person_id
    inner join estimated_people on cells.cluster_id = estimated_people.cluster_id
    inner join shared
        on
            cells.true_person_id = shared.true_person_id
            and cells.cluster_id = shared.cluster_id
),

-- Each record is judged by its links to all others, of whatever group they are.
by_group as (
    select
        coalesce(source_dataset, 'all') as source_dataset,
        coalesce(sex, 'all') as sex,
        coalesce(ethnic_group, 'all') as ethnic_group,
        cast(sum(n_records) as bigint) as n_records,
        cast(sum(n_records * (n_person - 1)) as bigint) as n_true_links,
        cast(sum(n_records * (n_cluster - 1)) as bigint) as n_found_links,
        cast(sum(n_records * (n_both - 1)) as bigint) as n_right_links,
        {{ data_first.exact_sum('n_records * n_both / n_cluster') }} / sum(n_records)
            as b_cubed_precision,
        {{ data_first.exact_sum('n_records * n_both / n_person') }} / sum(n_records)
            as b_cubed_recall,
    from sized_cells
    group by cube(source_dataset, sex, ethnic_group)
    having count(*) > 0
)

select
    source_dataset,
    sex,
    ethnic_group,
    n_records,
    n_true_links,
    n_found_links,
    n_right_links,
    n_right_links / nullif(n_found_links, 0) as precision,
    n_right_links / nullif(n_true_links, 0) as recall,
    2 * n_right_links / nullif(n_true_links + n_found_links, 0) as f1,
    b_cubed_precision,
    b_cubed_recall,
    2 * b_cubed_precision * b_cubed_recall / (b_cubed_precision + b_cubed_recall) as b_cubed_f1,
from by_group
order by source_dataset, sex, ethnic_group
