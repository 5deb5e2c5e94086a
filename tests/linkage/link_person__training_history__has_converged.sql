{%- set options = data_first.person_linkage_settings().training -%}

-- Every EM run ended because m and the blocks' shares stood still, and the rounds because u and the
-- shares of matches did; neither at its limit.
with steps as (
    select
        round,
        iteration,
        max(iteration) over (partition by round) as last_iteration,
        value - lag(value) over (
            partition by round, parameter, parameter_index, match_key order by iteration
        ) as change,
    from {{ ref('link_person__training_history') }}
    where parameter in ('m_probability', 'block_match_share') and iteration > 0
),

rounds as (
    select
        round,
        max(round) over () as last_round,
        abs(value / lag(value) over (
            partition by parameter, parameter_index, pair_group order by round
        ) - 1) as change,
    from {{ ref('link_person__training_history') }}
    where parameter in ('u_probability', 'match_share') and iteration = -1
)

select
    'EM' as what,
    round,
    max(abs(change)) as largest_change,
from steps
where iteration = last_iteration and last_iteration = {{ options.max_iterations }}
group by round
having max(abs(change)) >= {{ options.em_convergence }}
union all
select
    'rounds' as what,
    round,
    max(change) as largest_change,
from rounds
where round = last_round and last_round = {{ options.max_rounds }}
group by round
having max(change) >= {{ options.em_convergence * 10 }}
