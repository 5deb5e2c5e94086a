-- Every EM run ended because m and the blocks' shares stood still, and the rounds because u and the
-- shares of matches did; none at its limit. Both are told of every training that had pairs.
with told as (
    select * from {{ ref('link_person__training_history') }}
    where parameter in ('em_converged', 'rounds_converged')
),

expected as (
    select distinct round, 'em_converged' as parameter,
    from {{ ref('link_person__training_history') }}
    where iteration > 0
    union all
    select max(round), 'rounds_converged',
    from {{ ref('link_person__training_history') }}
    having max(round) > 0
)

select
    parameter,
    round,
    told.iteration,
    told.value,
from expected
full join told using (parameter, round)
where told.value is distinct from 1
