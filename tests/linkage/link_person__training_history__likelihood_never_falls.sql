-- Within an EM run, u being fixed; the first step of a round starts a new run.
with steps as (
    select
        round,
        iteration,
        value as log_likelihood,
        lag(value) over (partition by round order by iteration) as before,
    from {{ ref('link_person__training_history') }}
    where parameter = 'log_likelihood'
)

select * from steps
where log_likelihood < before - 1e-9 * abs(before)
