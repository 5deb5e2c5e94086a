{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.dependence(
    settings,
    ref('link_person__patterns'),
    ref('link_person__parameters'),
    ref('link_person__match_shares'),
) }}
