-- Within an EM run, u being fixed, nor does the penalised likelihood of a pair of sources, what it
-- borrows being fixed; the first step of a round starts a new run.
with steps as (
    select
        round,
        iteration,
        parameter,
        pair_group,
        value,
        lag(value) over (partition by round, parameter, pair_group order by iteration) as before,
    from {{ ref('link_person__training_history') }}
    where parameter in ('log_likelihood', 'penalised_log_likelihood')
)

select * from steps
where value < before - 1e-9 * abs(before)
