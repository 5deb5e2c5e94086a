{%- set settings = data_first.case_linkage_settings() -%}

with scored as (
    {{ data_first.score_pairs(
        settings,
        ref('link_case__pairs'),
        ref('link_case__records'),
        ref('link_case__pattern_weights'),
        ref('link_case__parameters'),
    ) | indent(4) }}
)

select
    *,
    {{ data_first.weight_bits('match_weight_units') }} as match_weight,
    {{ data_first.match_probability(data_first.weight_bits('match_weight_units')) }}
        as match_probability,
from scored
