{%- set settings = data_first.person_linkage_settings() -%}

-- All pairs of sources together (0) and each that has a prior have one row a level, no others.
with groups as (
    select 0 as pair_group
    union all
    select pair_group from {{ ref('link_person__match_shares') }}
),

counted as (
    select
        pair_group,
        count(*) as n_rows,
        count(distinct parameter_index) as n_levels,
    from {{ ref('link_person__parameters') }}
    group by pair_group
)

select
    pair_group,
    counted.n_rows,
    counted.n_levels,
from groups
full join counted using (pair_group)
where
    groups.pair_group is null
    or counted.n_rows is distinct from {{ settings.n_parameters }}
    or counted.n_levels is distinct from {{ settings.n_parameters }}
