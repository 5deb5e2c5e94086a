{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.candidate_agreement(settings, ref('link_case__patterns')) }}
