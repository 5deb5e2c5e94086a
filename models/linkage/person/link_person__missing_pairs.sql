{%- set settings = data_first.person_linkage_settings() -%}

with profile_components as (
    select nodes.profile_id, min(components.component_id) as component_id,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__components') }} as components using (node_id)
    where components.n_nodes > 1
    group by nodes.profile_id
),

identities as (
    select keys.*, profile_components.component_id,
    from {{ ref('link_person__blocking_keys') }} as keys
    inner join profile_components using (profile_id)
)

select * from (
    {{ data_first.missing_pairs(
        settings, 'identities', ref('link_person__scored_pairs')
    ) | indent(4) }}
)
