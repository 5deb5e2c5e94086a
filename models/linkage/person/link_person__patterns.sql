{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.count_patterns(
    settings, ref('link_person__pairs'), ref('link_person__self_pairs')
) }}
