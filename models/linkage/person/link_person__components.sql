{{ config(materialized='capped_components', linkage_settings='person_linkage_settings') }}

-- statement: nodes
select distinct node_id from {{ ref('link_person__nodes') }}

-- statement: edges
-- weak records of one profile hang on its first record: enough to connect them
with nodes as (
    select distinct node_id, profile_id, is_one_node, self_weight_units,
    from {{ ref('link_person__nodes') }}
)

select l.node_id as node_l, r.node_id as node_r, scored.match_weight_units as weight_units,
from {{ ref('link_person__scored_pairs') }} as scored
inner join nodes as l on scored.profile_id_l = l.profile_id
inner join nodes as r on scored.profile_id_r = r.profile_id
union all
select profile_id as node_l, node_id as node_r, self_weight_units as weight_units,
from nodes
where not is_one_node and node_id <> profile_id and self_weight_units >= 0
