{{ config(materialized='statements') }}
{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.kept_pairs(
    settings,
    ref('link_person__pairs'),
    ref('link_person__identity_frequencies'),
    ref('link_person__pattern_weights'),
    ref('link_person__parameters'),
) }}
