{{ config(materialized='statements') }}
{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.score_in_parts(
    settings,
    ref('link_person__pairs'),
    ref('link_person__identity_frequencies'),
    ref('link_person__pattern_weights'),
    ref('link_person__parameters'),
    at_least=settings.clustering.keep_match_weight,
) }}
