{{ config(materialized='statements') }}
{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.blocked_pairs(settings, ref('link_case__blocking_keys')) }}
