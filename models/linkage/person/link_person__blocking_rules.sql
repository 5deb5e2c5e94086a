{%- set settings = data_first.person_linkage_settings() -%}

{{ data_first.blocking_rule_quality(
    settings,
    ref('link_person__patterns'),
    ref('link_person__pattern_weights'),
    self_pairs=ref('link_person__self_pairs'),
) }}
