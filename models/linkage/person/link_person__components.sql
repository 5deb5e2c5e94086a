{{ config(materialized='capped_components', linkage_settings='person_linkage_settings') }}
{%- set settings = data_first.person_linkage_settings() %}
{{ data_first.settings_read(
    settings, ['clustering.keep_match_weight', 'clustering.max_component']
) }}

-- statement: nodes
select distinct node_id from {{ ref('link_person__nodes') }}

-- statement: edges
select * from (
    {{ data_first.node_edges(
        settings, ref('link_person__nodes'), ref('link_person__scored_pairs')
    ) | indent(4) }}
)

-- statement: overrides
select node_l, node_r, decision,
from {{ ref('link_person__overrides') }}
where status = 'in force'
