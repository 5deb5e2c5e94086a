{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.parameters(settings, ref('link_person__training_history')) }}
