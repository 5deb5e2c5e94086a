{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.count_patterns(settings, ref('link_case__pairs')) }}
