with record as (
    select * from {{ ref('release_record') }}
),

figures as (
    select * from {{ ref('release_figures') }}
),

parameters as (
    select * from {{ ref('release_parameters') }}
),

earlier_figures as (
    select figures.*
    from {{ data_first.release_store('figures') }} as figures
    inner join record on figures.release_id = record.compared_with
),

earlier_parameters as (
    select parameters.*
    from {{ data_first.release_store('parameters') }} as parameters
    inner join record on parameters.release_id = record.compared_with
),

moved_figures as (
    -- a source or level that is gone lost all
    select
        earlier.metric,
        earlier.detail,
        earlier.value as earlier_value,
        coalesce(figures.value, 0) as value,
    from earlier_figures as earlier
    left join figures on earlier.metric = figures.metric and earlier.detail = figures.detail
),

drift as (
    select
        metric || '_change' as metric,
        detail,
        value / nullif(earlier_value, 0) - 1 as value,
    from moved_figures
    where metric in ('records', 'people')
    union all
    select
        'mean_match_weight_change' as metric,
        detail,
        value - earlier_value as value,
    from moved_figures
    where metric = 'mean_match_weight'
    union all
    select
        'match_weight_change' as metric,
        parameters.model || ', largest' as detail,
        max(abs(parameters.match_weight - earlier.match_weight)) as value,
    from parameters
    inner join earlier_parameters as earlier
        using (model, pair_group, comparison, label)
    where pair_group = 0
    group by parameters.model
    union all
    select
        'share_changed' as metric,
        level as detail,
        share_changed as value,
    from {{ ref('release_churn') }}
    where source_dataset = 'all'
)

select
    metric,
    detail,
    value,
from drift
where value is not null
order by metric, detail
