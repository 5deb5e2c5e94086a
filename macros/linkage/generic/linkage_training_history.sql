{#- Training, for the materialisation `expectation_maximisation`: what it reads, as statements.
    `given_parameters`: a relation of values that the training leaves alone (training_statements). -#}
{% macro linkage_training_history(settings, pairs, records, given_parameters=none) %}
{%- do data_first._check_model(
    'linkage_training_history', settings, 'expectation_maximisation', reads_settings=true
) -%}
{{ data_first.settings_read(settings, ['comparisons', 'blocking_rules', 'training']) }}
{{ data_first.training_statements(settings, pairs, records, given_parameters) }}
{% endmacro %}
