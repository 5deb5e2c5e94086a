with nodes as (
    select distinct
        nodes.node_id,
        nodes.profile_id,
        nodes.source_id,
        nodes.is_one_node,
        nodes.self_weight_units,
        nodes.n_node_records,
        components.component_id,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__components') }} as components using (node_id)
    where components.n_nodes > 1
),

profile_pairs as (
    select profile_id_l, profile_id_r, match_weight_units,
    from {{ ref('link_person__scored_pairs') }}
    union all
    select profile_id_l, profile_id_r, match_weight_units,
    from {{ ref('link_person__missing_pair_weights') }}
),

between_profiles as (
    select
        least(l.node_id, r.node_id) as node_l,
        greatest(l.node_id, r.node_id) as node_r,
        l.source_id as source_id_l,
        r.source_id as source_id_r,
        profile_pairs.match_weight_units as weight_units,
        l.n_node_records * r.n_node_records as n_pairs,
    from profile_pairs
    inner join nodes as l on profile_pairs.profile_id_l = l.profile_id
    inner join nodes as r
        on
            profile_pairs.profile_id_r = r.profile_id
            and l.component_id = r.component_id
),

within_profiles as (
    -- nodes of one profile: each with each, at the profile's weight with itself
    select
        l.node_id as node_l,
        r.node_id as node_r,
        l.source_id as source_id_l,
        r.source_id as source_id_r,
        l.self_weight_units as weight_units,
        l.n_node_records * r.n_node_records as n_pairs,
    from nodes as l
    inner join nodes as r
        on
            l.profile_id = r.profile_id
            and l.component_id = r.component_id
            and l.node_id < r.node_id
)

select * from between_profiles
union all
select * from within_profiles
