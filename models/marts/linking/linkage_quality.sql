with accuracy as (
    select * from {{ ref('quality_linkage_accuracy') }}
),

scopes as (
    select * from {{ ref('linking_scopes') }}
),

scoped as (
    select
        case when scope = 'within_source' then source_dataset else scope end as linking_scope,
        *,
    from accuracy
)

-- sources that are not published by name stay out
select
    scoped.linking_scope as scope,
    scoped.level,
    scoped.method,
    cast(scoped.least_match_probability as double) as least_match_probability,
    scoped.n_records,
    scoped.n_estimated_people,
    cast(scoped.precision as double) as precision,
    cast(scoped.recall as double) as recall,
    cast(scoped.f1 as double) as f1,
    cast(scoped.b_cubed_precision as double) as b_cubed_precision,
    cast(scoped.b_cubed_recall as double) as b_cubed_recall,
    cast(scoped.b_cubed_f1 as double) as b_cubed_f1,
from scoped
inner join scopes on scoped.linking_scope = scopes.code
order by scope, level, method
