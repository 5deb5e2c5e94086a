{%- set settings = data_first.case_linkage_settings() -%}

{{ data_first.pattern_weights(
    settings,
    ref('link_case__patterns'),
    ref('link_case__parameters'),
    ref('link_case__match_shares'),
) }}
