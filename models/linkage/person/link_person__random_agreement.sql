{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.random_agreement(
    settings,
    ref('link_person__random_pairs'),
    ref('link_person__self_pairs'),
    ref('link_person__identities'),
) }}
