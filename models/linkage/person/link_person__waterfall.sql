{{ config(materialized='view') }}
{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.explained_pairs(
    settings,
    ref('link_person__scored_pairs'),
    ref('link_person__identities'),
    ref('link_person__parameters'),
    ref('link_person__match_shares'),
    ref('link_person__term_frequencies'),
) }}
