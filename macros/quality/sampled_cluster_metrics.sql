{#- Accuracy of clusters estimated from a sample of people of whom every record is known: one row a
    metric, with metric, estimate, standard_error and n_people.

    `sample` has record_id, true_person_id and sampling_weight (of the person: one over the chance
    of being in the sample, up to a factor), and every record of every sampled person. `clusters`
    has record_id and cluster_id of all records, sampled or not.

    A sampled person tells of the links between his or her records, and of half of each wrong
    link to somebody else, whose other half is the other person's; so pairs within a sample,
    which would leave strangers out and look too good, are not what is counted. Each metric is a
    ratio of sums over people, numerator y and denominator x:
      pairwise precision  right pairs; right pairs + half the wrong ones
      pairwise recall     right pairs; true pairs
      cluster precision   exactly one cluster, or not; records, in units of the mean cluster
      cluster recall      exactly one cluster, or not; 1
      B-cubed             mean share over the person's records, times these; these
      people split        in several clusters, or not; 1
      clusters merging    the person's share of each cluster that holds others too; of every one
    with the ratio's correction for bias and its standard error (Binette, York, Hickerson, Baek,
    Madhavan and Jones 2022, arXiv:2210.01230; as in er-evaluation 2.3.0, whose B-cubed
    estimators count people where these count records). -#}
{% macro sampled_cluster_metrics(sample, clusters) -%}
{%- set metrics = [
    ('pairwise_precision', 'n_right_pairs', 'n_right_pairs + n_wrong_links / 2'),
    ('pairwise_recall', 'n_right_pairs', 'n_person * (n_person - 1) / 2'),
    ('cluster_precision', 'mean_cluster * cast(is_right as integer)', 'n_person'),
    ('cluster_recall', 'cast(is_right as integer)', '1'),
    ('b_cubed_precision', 'b_cubed_precision_sum', 'n_person'),
    ('b_cubed_recall', 'b_cubed_recall_sum', 'n_person'),
    ('share_of_people_split', 'cast(n_clusters > 1 as integer)', '1'),
    ('share_of_clusters_merging', 'merging_sum', 'cluster_sum'),
] -%}
with quality__clustered as (
    select
        sample.true_person_id,
        sample.sampling_weight,
        clusters.cluster_id,
    from {{ sample }} as sample
    inner join {{ clusters }} as clusters on sample.record_id = clusters.record_id
),

quality__cluster_sizes as (
    select cluster_id, count(*) as n_cluster,
    from {{ clusters }}
    where cluster_id is not null
    group by cluster_id
),

quality__cells as (
    -- one row a sampled person and cluster
    select
        true_person_id,
        cluster_id,
        max(sampling_weight) as sampling_weight,
        count(*) as n_both,
        sum(count(*)) over (partition by true_person_id) as n_person,
    from quality__clustered
    group by true_person_id, cluster_id
),

quality__people as (
    select
        true_person_id,
        max(cells.sampling_weight) as sampling_weight,
        max(cells.n_person) as n_person,
        sum(cells.n_both * (cells.n_both - 1)) / 2 as n_right_pairs,
        sum(cells.n_both * (sizes.n_cluster - cells.n_both)) as n_wrong_links,
        bool_and(cells.n_both = cells.n_person and cells.n_both = sizes.n_cluster) as is_right,
        {{ data_first.exact_sum('cells.n_both * cells.n_both / sizes.n_cluster') }}
            as b_cubed_precision_sum,
        {{ data_first.exact_sum('cells.n_both * cells.n_both / cells.n_person') }}
            as b_cubed_recall_sum,
        count(*) as n_clusters,
        {{ data_first.exact_sum(
            'case when cells.n_both < sizes.n_cluster then cells.n_both / sizes.n_cluster else 0 end'
        ) }} as merging_sum,
        {{ data_first.exact_sum('cells.n_both / sizes.n_cluster') }} as cluster_sum,
    from quality__cells as cells
    inner join quality__cluster_sizes as sizes using (cluster_id)
    group by true_person_id
),

quality__population as (
    select sum(n_cluster) / count(*) as mean_cluster,
    from quality__cluster_sizes
),

quality__parts as (
    {%- for name, above, below in metrics %}
    select
        '{{ name }}' as metric,
        {{ loop.index }} as place,
        sampling_weight * ({{ above }}) as y,
        sampling_weight * ({{ below }}) as x,
    from quality__people
    cross join quality__population
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

quality__sums as (
    select
        metric,
        place,
        count(*) as n_people,
        {%- for sum in ['y', 'x', 'y * y', 'y * x', 'x * x'] %}
        {{ data_first.exact_sum(sum) }} as s{{ sum | replace(' * ', '') }},
        {%- endfor %}
    from quality__parts
    group by metric, place
)

select
    metric,
    case
        when sx = 0 then null
        when sy = 0 then 0
        else sy / sx * (1 + n_people / greatest(n_people - 1, 1) * (syx / sy / sx - sxx / sx / sx))
    end as estimate,
    case
        when sx > 0 and n_people > 1
            then sqrt(greatest(0, syy - 2 * sy / sx * syx + sy / sx * sy / sx * sxx)
                * n_people / (n_people - 1)) / sx
    end as standard_error,
    n_people,
from quality__sums
order by place
{%- endmacro %}



{#- The names of the metrics, in their order. -#}
{% macro sampled_metrics() -%}
    {{- return([
        'pairwise_precision', 'pairwise_recall', 'cluster_precision', 'cluster_recall',
        'b_cubed_precision', 'b_cubed_recall', 'share_of_people_split',
        'share_of_clusters_merging',
    ]) -}}
{%- endmacro %}
