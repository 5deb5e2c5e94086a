with labels as (
    select * from {{ ref('review_person_labels') }}
    -- decisions that bind the linkage have made these clusters: they are no evidence about them
    where is_told and not {{ var('labels_as_overrides') }}
),

strata as (
    select
        people.stratum,
        any_value(people.n_stratum_records) as n_stratum_records,
        count(labels.item_id) as n_labels,
    from {{ ref('review_people') }} as people
    left join labels using (item_id)
    group by people.stratum
),

sample as (
    -- a person is found through each of his or her records: its weight is shared among them
    select
        labels.item_id as true_person_id,
        unnest(labels.person_record_ids) as record_id,
        strata.n_stratum_records / strata.n_labels / labels.n_records as sampling_weight,
    from labels
    inner join strata using (stratum)
),

clusters as (
    select record_id, cluster_medium as cluster_id,
    from {{ ref('link_person__record_clusters') }}
),

estimates as (
    {{ data_first.sampled_cluster_metrics('sample', 'clusters') | indent(4) }}
),

people as (
    select true_person_id as item_id, max(sampling_weight) as weight, from sample group by all
),

-- what the weights leave of the number of labels (Kish 1965)
worth as (
    select
        {{ data_first.exact_sum('weight') }} * {{ data_first.exact_sum('weight') }}
        / {{ data_first.exact_sum('weight * weight') }} as n_labels,
    from people
),

agreed_strata as (
    -- that no label of a stratum is wrong is no certainty about the rest of it
    select
        {{ data_first.exact_sum('people.weight') }} as weight,
        {{ data_first.exact_sum('people.weight * people.weight') }} as weight_squares,
        bool_and(labels.n_lacking = 0 and labels.n_strangers = 0)
        and count(*) < any_value(labels.n_stratum_records) as is_agreed,
    from people
    inner join labels using (item_id)
    group by labels.stratum
),

unseen as (
    select
        coalesce(
            {{ data_first.exact_sum('if(is_agreed, weight, 0)') }}
            / {{ data_first.exact_sum('weight') }}
            * (1 - pow(0.025, 1 / (
                pow({{ data_first.exact_sum('if(is_agreed, weight, 0)') }}, 2)
                / nullif({{ data_first.exact_sum('if(is_agreed, weight_squares, 0)') }}, 0)
            ))),
            0
        ) as most_wrong,
    from agreed_strata
),

silent as (
    -- nothing speaks for a stratum without a label
    select count(*) filter (where n_labels = 0) as n_strata, from strata
),

rates as (
    select
        estimates.metric,
        estimates.metric like 'share_of%' as is_error,
        case when silent.n_strata = 0 then least(1, greatest(0, estimates.estimate)) end as rate,
        -- the parts of cluster precision are no shares, so that its error is no share's
        case
            when estimates.metric = 'cluster_precision' and silent.n_strata = 0
                then 1.959963984540054 * coalesce(estimates.standard_error, 0)
        end as normal_margin,
        case
            when estimates.standard_error > 1e-9 and rate > 0 and rate < 1
                then rate * (1 - rate) / (estimates.standard_error * estimates.standard_error)
            else worth.n_labels
        end as n_effective,
        unseen.most_wrong,
    from estimates
    cross join worth
    cross join unseen
    cross join silent
),

bounds as (
    select
        *,
        coalesce(rate - normal_margin, {{ data_first.wilson_bound(
            'rate', 'n_effective', -1.959963984540054
        ) | indent(8) }}) as low,
        coalesce(rate + normal_margin, {{ data_first.wilson_bound(
            'rate', 'n_effective', 1.959963984540054
        ) | indent(8) }}) as high,
    from rates
),

truth as (
    select accuracy.* rename (precision as pairwise_precision, recall as pairwise_recall), errors.*
    from {{ ref('quality_linkage_accuracy') }} as accuracy
    inner join {{ ref('quality_cluster_errors') }} as errors
        using (scope, source_dataset, level, method)
    where
        accuracy.scope = 'xjs'
        and accuracy.level = 'medium'
        and accuracy.method = 'average_linkage'
),

metrics as (
    {% for metric in data_first.sampled_metrics() %}
    select {{ loop.index }} as metric_no, '{{ metric }}' as metric,
        (select any_value({{ metric }}) from truth) as true_rate,
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    metrics.metric,
    (select count(*) from {{ ref('review_people') }}) as n_drawn,
    (select count(*) from labels) as n_labels,
    bounds.rate,
    case when bounds.rate is not null
        then greatest(0, bounds.low - if(bounds.is_error, 0, bounds.most_wrong))
    end as rate_low,
    case when bounds.rate is not null
        then least(1, bounds.high + if(bounds.is_error, bounds.most_wrong, 0))
    end as rate_high,
    metrics.true_rate,
from metrics
left join bounds using (metric)
order by metrics.metric_no
