{%- set settings = data_first.person_linkage_settings() -%}

with scored as (
    {{ data_first.score_pairs(
        settings,
        ref('link_person__pairs'),
        ref('link_person__identities'),
        ref('link_person__pattern_weights'),
        ref('link_person__parameters'),
        at_least=settings.clustering.keep_match_weight,
    ) | indent(4) }}
)

select
    *,
    {{ data_first.weight_bits('match_weight_units') }} as match_weight,
    {{ data_first.match_probability(data_first.weight_bits('match_weight_units')) }}
        as match_probability,
from scored
