{#- Candidate pairs that reach `clustering.keep_match_weight`, with their weight: what `score_pairs`
    yields. -#}
{% macro linkage_scored_pairs(
    settings, pairs, records, parameters, match_shares, term_frequencies
) %}
{%- do data_first._check_model('linkage_scored_pairs', settings) -%}
{{ data_first._scored_pairs(
    settings, pairs, records, parameters, match_shares, term_frequencies,
    settings.clustering.keep_match_weight
) }}
{% endmacro %}


{#- Pairs with their weight, patterns weighed first. -#}
{% macro _scored_pairs(
    settings, pairs, records, parameters, match_shares, term_frequencies, at_least
) %}
with link__pattern_weights as (
    {{ data_first.pattern_weights(
        settings, pairs, parameters, match_shares, term_frequencies
    ) | indent(4) }}
),

link__identities as (
    {{ data_first.with_term_frequencies(
        settings, records, term_frequencies, 'identity_id'
    ) | indent(4) }}
)

select * from (
    {{ data_first.score_pairs(
        settings, pairs, 'link__identities', 'link__pattern_weights', parameters,
        at_least=at_least, one_name_each=true,
    ) | indent(4) }}
)
{% endmacro %}
