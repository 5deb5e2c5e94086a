{#- m from pairs that satisfy rules which hardly any but matches do: columns as those of
    m_from_label_column, to be given to the training.

    `rules` names blocking rules of the settings by their labels; `patterns` is what count_patterns()
    selects. What a rule touches says nothing among its own pairs and is left out there, so that a
    comparison which all the rules touch has no m. -#}
{% macro m_from_deterministic_rules(settings, patterns, rules, pseudo_matches=0.5) %}
{%- set labels = settings.blocking_rules | map(attribute='label') | list %}
{%- set closed = {} %}
{%- for rule in rules %}
    {%- if rule not in labels %}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ settings.model ~ "': m_from_deterministic_rules has the rule '" ~ rule
            ~ "', which is no blocking rule; use labels from " ~ labels | join(', ') ~ '.'
        ) %}
    {%- endif %}
    {%- do closed.update({labels.index(rule): settings.blocking_rules[labels.index(rule)].touches}) %}
{%- endfor %}
with link__matches as (
    {%- for match_key in closed %}
    select pattern, n_record_pairs as n, {{ match_key }} as match_key,
    from {{ patterns }}
    where rules_satisfied & {{ 2 ** match_key }} > 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

{{ data_first._m_from_matches(settings, pseudo_matches, closed) }}
{% endmacro %}
