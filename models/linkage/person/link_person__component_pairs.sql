with nodes as (
    select distinct
        nodes.node_id,
        nodes.profile_id,
        nodes.source_id,
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

node_pairs as (
    {{ data_first.node_pairs('nodes', 'profile_pairs', node_columns=['source_id']) | indent(4) }}
)

select node_l, node_r, source_id_l, source_id_r, weight_units, n_pairs,
from node_pairs
