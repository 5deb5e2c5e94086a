{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.with_block_keys(
    settings, ref('link_case__records'), ref('link_case__skipped_blocks')
) }}
