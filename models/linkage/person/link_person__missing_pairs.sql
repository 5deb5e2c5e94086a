{{ config(materialized='statements') }}
{%- set settings = data_first.person_linkage_settings() -%}
{%- set placed -%}
(
    -- a decision can tie records of one profile to different components
    select distinct
        keys.identity_id,
        keys.profile_id,
        keys.source_id,
        components.component_id,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__components') }} as components using (node_id)
    inner join {{ ref('link_person__blocking_keys') }} as keys using (profile_id)
    where components.n_nodes > 1
)
{%- endset -%}

{{ data_first.missing_pairs(
    settings, placed, ref('link_person__blocking_keys'), ref('link_person__scored_pairs')
) }}
