{{ config(materialized='term_frequencies', linkage_settings='person_linkage_settings') }}
{%- set settings = data_first.person_linkage_settings() %}
{{ data_first.settings_read(settings, ['terms']) }}
{{ data_first.term_frequency_statements(
    settings,
    ref('link_person__identities'),
    ref('link_person__pairs'),
    ref('link_person__parameters'),
    ref('link_person__match_shares'),
) }}
