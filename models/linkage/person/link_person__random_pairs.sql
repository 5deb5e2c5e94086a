{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.random_pairs(settings, ref('link_person__blocking_keys')) }}
