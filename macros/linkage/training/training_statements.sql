{#- The text of a model `link_…__training_history` from two relations: what blocked_pairs() made, and
    the identities with their block keys. For the materialisation `expectation_maximisation`.

    `given_parameters` is a relation with comparison, gamma, m_probability, u_probability: values
    that the training leaves alone, where they are not null (a seed, or what m_from_… selects). -#}
{% macro training_statements(settings, pairs, blocking_keys, given_parameters=none) %}
{%- set self_pairs %}(
    {{ data_first.self_pairs(settings, blocking_keys) | indent(4) }}
){% endset %}
{%- set random_pairs %}(
    {{ data_first.random_pairs(settings, blocking_keys) | indent(4) }}
){% endset %}
-- statement: patterns
{{ data_first.count_patterns(settings, pairs, self_pairs) }}

-- statement: random agreement
{{ data_first.random_agreement(settings, random_pairs, self_pairs, blocking_keys) }}

-- statement: all pairs
{{ data_first.all_pairs_by_group(settings, blocking_keys) }}
{%- if given_parameters is not none %}

-- statement: given parameters
select comparison, gamma, m_probability, u_probability from {{ given_parameters }}
{%- endif %}
{% endmacro %}
