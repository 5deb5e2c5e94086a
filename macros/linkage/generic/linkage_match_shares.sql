{#- The probability that two random records match, one row a pair of sources: what `match_shares`
    selects. -#}
{% macro linkage_match_shares(settings, training_history, records) %}
{%- do data_first._check_model('linkage_match_shares', settings) -%}
with link__all_pairs as (
    {{ data_first.all_pairs_by_group(settings, records) | indent(4) }}
)

select * from (
    {{ data_first.match_shares(settings, training_history, 'link__all_pairs') | indent(4) }}
)
{% endmacro %}
