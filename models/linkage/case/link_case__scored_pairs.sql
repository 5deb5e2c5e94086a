{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.score_pairs(
    settings,
    ref('link_case__pairs'),
    ref('link_case__records'),
    ref('link_case__pattern_weights'),
    ref('link_case__parameters'),
) }}
