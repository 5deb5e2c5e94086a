{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.parameters(settings, ref('link_case__training_history')) }}
