with history as (
    select * from {{ ref('link_person__training_history') }}
),

levels as (
    select distinct parameter_index, comparison, label,
    from {{ ref('link_person__parameters') }}
),

pair_groups as (
    select * from {{ ref('link_person__pair_groups') }}
),

rules as (
    select distinct match_key, blocking_rule from {{ ref('link_person__blocking_rules') }}
),

-- one row a parameter and EM step; steps are numbered through all rounds of a pair of sources
steps as (
    select
        *,
        dense_rank() over (partition by pair_group order by round, iteration) as step,
    from history
    where
        iteration > 0
        and parameter in (
            'm_probability', 'block_match_share', 'log_likelihood', 'penalised_log_likelihood'
        )
)

select
    coalesce(pair_groups.source_dataset_l, 'all') as source_dataset_l,
    coalesce(pair_groups.source_dataset_r, 'all') as source_dataset_r,
    cast(steps.step as integer) as step,
    steps.round,
    steps.iteration,
    case
        when steps.parameter like '%log_likelihood' then 'log_likelihood' else steps.parameter
    end as parameter,
    steps.parameter = 'penalised_log_likelihood' as is_penalised,
    levels.comparison,
    coalesce(levels.label, rules.blocking_rule, 'all') as label,
    steps.parameter_index,
    steps.match_key,
    steps.value,
    steps.value - lag(steps.value) over (
        partition by steps.pair_group, steps.parameter, steps.parameter_index, steps.match_key
        order by steps.step
    ) as change,
from steps
left join levels on steps.parameter_index = levels.parameter_index
left join rules on steps.match_key = rules.match_key
left join pair_groups on steps.pair_group = pair_groups.pair_group
order by
    source_dataset_l, source_dataset_r, step, parameter, steps.parameter_index, steps.match_key
