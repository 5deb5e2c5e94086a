{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.match_shares(
    settings, ref('link_person__training_history'), ref('link_person__pair_groups')
) }}
