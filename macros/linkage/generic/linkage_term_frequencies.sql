{#- How common each value of each term is among people, for the materialisation `term_frequencies`:
    term, value, tf, n_entities. -#}
{% macro linkage_term_frequencies(settings, records, pairs, parameters, match_shares) %}
{%- do data_first._check_model(
    'linkage_term_frequencies', settings, 'term_frequencies', reads_settings=true
) -%}
{{ data_first.term_frequency_statements(settings, records, pairs, parameters, match_shares) }}
{% endmacro %}
