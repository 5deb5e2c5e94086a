{{ config(materialized='statements') }}
{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.blocked_pairs(settings, ref('link_person__blocking_keys')) }}
