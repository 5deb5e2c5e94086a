{#- What connects nodes: node_l, node_r, weight_units.

    `nodes` has node_id, profile_id, self_weight_units, and may repeat a node. A profile whose records
    are several nodes has one whose node_id is the profile_id: it stands in the scored pairs as it is,
    and only the further ones have to be looked up. These hang on the first, where the profile's
    weight with itself would be kept: enough to connect them. -#}
{% macro node_edges(settings, nodes, scored_pairs) %}
with link__further_nodes as (
    select distinct node_id, profile_id, self_weight_units,
    from {{ nodes }}
    where node_id <> profile_id
)

select profile_id_l as node_l, profile_id_r as node_r, match_weight_units as weight_units,
from {{ scored_pairs }}
union all
select l.node_id, scored.profile_id_r, scored.match_weight_units,
from {{ scored_pairs }} as scored
inner join link__further_nodes as l on scored.profile_id_l = l.profile_id
union all
select scored.profile_id_l, r.node_id, scored.match_weight_units,
from {{ scored_pairs }} as scored
inner join link__further_nodes as r on scored.profile_id_r = r.profile_id
union all
select l.node_id, r.node_id, scored.match_weight_units,
from {{ scored_pairs }} as scored
inner join link__further_nodes as l on scored.profile_id_l = l.profile_id
inner join link__further_nodes as r on scored.profile_id_r = r.profile_id
union all
select profile_id, node_id, self_weight_units,
from link__further_nodes
where self_weight_units >= {{ data_first.weight_units(settings.clustering.keep_match_weight) }}
{% endmacro %}
