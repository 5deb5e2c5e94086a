{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.skipped_blocks(settings, ref('link_person__identities')) }}
