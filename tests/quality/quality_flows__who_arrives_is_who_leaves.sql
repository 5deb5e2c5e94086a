-- Everybody who comes into a system leaves it for another one, or is seen no more: up to what was
-- rounded (2.5 a number) and suppressed (less than 10 a number).
-- Mend: look at how quality_flows numbers the stays of a person.
with flows as (
    select * from {{ ref('quality_flows') }}
),

arrived as (
    select
        step + 1 as step,
        to_source as source_dataset,
        coalesce(sum(n_people), 0) as n_people,
        sum(if(is_suppressed, 9, 2.5)) as slack,
    from flows
    where to_source <> 'none'
    group by all
),

gone as (
    select
        step,
        from_source as source_dataset,
        coalesce(sum(n_people), 0) as n_people,
        sum(if(is_suppressed, 9, 2.5)) as slack,
    from flows
    group by all
)

select
    step,
    source_dataset,
    arrived.n_people as n_arrived,
    gone.n_people as n_gone,
from gone
full join arrived using (step, source_dataset)
where
    -- nobody arrives at the first stay, and who leaves the last one is not counted
    step between 2 and (select max(step) from flows)
    and abs(coalesce(gone.n_people, 0) - coalesce(arrived.n_people, 0))
    > coalesce(gone.slack, 0) + coalesce(arrived.slack, 0)
