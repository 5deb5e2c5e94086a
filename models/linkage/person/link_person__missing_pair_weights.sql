{{ config(materialized='statements') }}
{%- set settings = data_first.person_linkage_settings() -%}

-- step: link__missing_weights: weights of their patterns
{{ data_first.pattern_weights(
    settings,
    ref('link_person__missing_pairs'),
    ref('link_person__parameters'),
    ref('link_person__match_shares'),
    ref('link_person__term_frequencies'),
) }}
{{ data_first.score_in_parts(
    settings,
    ref('link_person__missing_pairs'),
    ref('link_person__identity_frequencies'),
    'link__missing_weights',
    ref('link_person__parameters'),
) }}
