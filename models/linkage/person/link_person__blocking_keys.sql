{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.with_block_keys(
    settings, ref('link_person__identities'), ref('link_person__skipped_blocks')
) }}
