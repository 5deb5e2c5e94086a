{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.skipped_blocks(settings, ref('link_case__records')) }}
