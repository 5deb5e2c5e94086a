{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.match_shares(
    settings, ref('link_case__training_history'), ref('link_case__pair_groups')
) }}
