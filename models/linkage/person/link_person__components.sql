{{ config(materialized='capped_components', linkage_settings='person_linkage_settings') }}

-- statement: nodes
select distinct node_id from {{ ref('link_person__nodes') }}

-- statement: edges
-- nodes of one profile hang on its first: enough to connect them
with nodes as (
    select distinct node_id, profile_id, is_one_node, self_weight_units,
    from {{ ref('link_person__nodes') }}
),

first_nodes as (
    select profile_id, min(node_id) as node_id,
    from nodes
    where
        self_weight_units >= 0
        and profile_id in (select profile_id from nodes where not is_one_node)
    group by profile_id
)

select l.node_id as node_l, r.node_id as node_r, scored.match_weight_units as weight_units,
from {{ ref('link_person__scored_pairs') }} as scored
inner join nodes as l on scored.profile_id_l = l.profile_id
inner join nodes as r on scored.profile_id_r = r.profile_id
union all
select
    first_nodes.node_id as node_l,
    nodes.node_id as node_r,
    nodes.self_weight_units as weight_units,
from nodes
inner join first_nodes using (profile_id)
where nodes.node_id <> first_nodes.node_id

-- statement: overrides
select node_l, node_r, decision,
from {{ ref('link_person__overrides') }}
where status = 'in force'
