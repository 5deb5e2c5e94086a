{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.all_pairs_by_group(settings, ref('link_person__identities')) }}
