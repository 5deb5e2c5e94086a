with profiles as (
    select * from {{ ref('link_person__profiles') }}
),

weights as (
    select * from {{ ref('link_person__profile_weights') }}
)

select
    profiles.source_dataset,
    cast(sum(profiles.n_records) as bigint) as n_records,
    cast(
        coalesce(sum(profiles.n_records) filter (where weights.is_unlinkable), 0) as bigint
    ) as n_unlinkable,
    n_unlinkable / sum(profiles.n_records) as share_unlinkable,
from profiles
inner join weights on profiles.profile_id = weights.profile_id
group by profiles.source_dataset
order by profiles.source_dataset
