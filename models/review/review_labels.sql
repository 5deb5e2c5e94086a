with pairs as (
    select * from {{ ref('review_pairs') }}
),

decided as (
    select * from {{ ref('review_decided_pairs') }}
),

overrides as (
    select * from {{ ref('link_person__overrides') }} where status = 'in force'
),

units as (
    select nodes.record_id, components.component_id as cluster_unit,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__components') }} as components using (node_id)
),

overridden_units as (
    -- components whose clusters a decision has a say in
    select units.cluster_unit
    from overrides
    inner join units on overrides.node_l = units.record_id
    union
    select units.cluster_unit
    from overrides
    inner join units on overrides.node_r = units.record_id
),

labelled as (
    select
        pairs.*,
        decided.decision,
        decided.n_reviewers,
        decided.is_disputed,
        l_units.cluster_unit in (select cluster_unit from overridden_units)
        or r_units.cluster_unit in (select cluster_unit from overridden_units) as is_override,
        count(*) filter (where decided.decision <> 'cannot_tell')
            over (partition by pairs.stratum_id) as n_labelled_pairs,
    from pairs
    inner join decided using (pair_id)
    inner join units as l_units on pairs.record_id_l = l_units.record_id
    inner join units as r_units on pairs.record_id_r = r_units.record_id
)

select
    * exclude (n_labelled_pairs),
    case
        when decision <> 'cannot_tell'
            then 1 / inclusion_probability * n_sampled_pairs / n_labelled_pairs
    end as label_weight,
from labelled
order by review_order
