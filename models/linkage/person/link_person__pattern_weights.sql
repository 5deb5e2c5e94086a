{%- set settings = data_first.person_linkage_settings() -%}

with all_patterns as (
    select pattern from {{ ref('link_person__patterns') }}
    union
    select pattern from {{ ref('link_person__self_pairs') }}
)

select * from (
    {{ data_first.pattern_weights(
        settings,
        'all_patterns',
        ref('link_person__parameters'),
        ref('link_person__match_shares'),
        ref('link_person__term_frequencies'),
    ) | indent(4) }}
)
