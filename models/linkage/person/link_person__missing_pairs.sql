{%- set settings = data_first.person_linkage_settings() -%}

with profile_components as (
    -- a decision can tie records of one profile to different components
    select distinct nodes.profile_id, components.component_id,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__components') }} as components using (node_id)
    where components.n_nodes > 1
),

identities as (
    select keys.*, profile_components.component_id,
    from {{ ref('link_person__blocking_keys') }} as keys
    inner join profile_components using (profile_id)
)

select distinct * from (
    {{ data_first.missing_pairs(
        settings, 'identities', ref('link_person__scored_pairs')
    ) | indent(4) }}
)
