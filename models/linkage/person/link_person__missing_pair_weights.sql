{%- set settings = data_first.person_linkage_settings() -%}

with pattern_weights as (
    {{ data_first.pattern_weights(
        settings,
        ref('link_person__missing_pairs'),
        ref('link_person__parameters'),
        ref('link_person__match_shares'),
        ref('link_person__term_frequencies'),
    ) | indent(4) }}
)

select * from (
    {{ data_first.score_pairs(
        settings,
        ref('link_person__missing_pairs'),
        ref('link_person__identity_frequencies'),
        'pattern_weights',
        ref('link_person__parameters'),
    ) | indent(4) }}
)
