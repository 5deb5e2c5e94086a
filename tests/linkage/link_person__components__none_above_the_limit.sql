{%- set options = data_first.person_linkage_settings().clustering -%}

-- Sizes are true, ids are the smallest node, and no component is above the limit.
select
    component_id,
    min(node_id) as smallest_node_id,
    min(n_nodes) as n_nodes,
    count(*) as n_counted,
from {{ ref('link_person__components') }}
group by component_id
having
    count(*) > {{ options.max_component }}
    or min(n_nodes) <> count(*)
    or max(n_nodes) <> count(*)
    or min(node_id) <> component_id
