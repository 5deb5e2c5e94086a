{#- The trained parameters, one row a level of a comparison and pair of sources (pair_group 0: all
    together): what `parameters` selects. -#}
{% macro linkage_parameters(settings, training_history) %}
{%- do data_first._check_model('linkage_parameters', settings) -%}
{{ data_first.parameters(settings, training_history) }}
{% endmacro %}
