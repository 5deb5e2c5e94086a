{%- set settings = data_first.case_linkage_settings() -%}

with no_terms as (
    select cast(null as varchar) as term, cast(null as double) as tf, where false
)

select * from (
    {{ data_first.pattern_weights(
        settings,
        ref('link_case__patterns'),
        ref('link_case__parameters'),
        ref('link_case__match_shares'),
        'no_terms',
    ) | indent(4) }}
)
