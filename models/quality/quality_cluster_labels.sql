with frame as (
    select * from {{ ref('review_cluster_frame') }}
),

strata as (
    select stratum, count(*) as n_stratum_clusters, from frame group by stratum
),

labels as (
    select * from {{ ref('review_cluster_labels') }}
    -- decisions that bind the linkage have made these clusters: they are no evidence about them
    where is_told and not {{ var('labels_as_overrides') }}
),

rates as (
    {{ data_first.cluster_label_rates('labels', 'strata') | indent(4) }}
),

true_people as (
    select frame.cluster_id, true_records.true_person_id, count(*) as n_person,
    from frame
    inner join {{ ref('link_person__record_clusters') }} as clusters
        on frame.cluster_id = clusters.cluster_medium
    inner join {{ ref('quality_true_records') }} as true_records
        on clusters.record_id = true_records.record_id
    group by all
),

true_clusters as (
    select
        cluster_id,
        sum(n_person) as n_records,
        count(*) as n_people,
        sum(n_person) * (sum(n_person) - 1) // 2 as n_pairs,
        sum(n_person * (n_person - 1) // 2) as n_right_pairs,
        sum(n_person * n_person) as n_person_squares,
    from true_people
    group by cluster_id
),

truth as (
    {% for measure in data_first.cluster_measures() %}
    select
        {{ loop.index }} as measure_no,
        '{{ measure.name }}' as measure,
        {{ data_first.exact_sum(measure.above) }} / nullif(sum({{ measure.below }}), 0)
            as true_rate,
    from true_clusters
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    truth.measure,
    (select count(*) from frame) as n_clusters,
    coalesce(rates.n_labels, 0) as n_labels,
    rates.rate,
    rates.rate_low,
    rates.rate_high,
    truth.true_rate,
from truth
left join rates using (measure_no)
order by truth.measure_no
