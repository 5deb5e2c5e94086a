{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.blocking_forecast(settings, ref('link_person__identities')) }}
