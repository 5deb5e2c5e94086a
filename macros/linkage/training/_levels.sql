{#- Every level of every comparison: comparison, gamma, label, parameter_index, term options. -#}
{% macro _levels(settings) -%}
    {%- for comparison in settings.comparisons %}
    {%- for level in comparison.comparison_levels %}
    {%- set gamma = -1 if loop.first else comparison.n_codes - loop.index0 - 1 %}
select
    '{{ comparison.output_column_name }}' as comparison,
    {{ loop.index0 }} as level_no,
    {{ gamma }} as gamma,
    '{{ level.label | replace("'", "''") }}' as label,
    {{ comparison.first_index + gamma + 2 }} as parameter_index,
    {{ "'" ~ level.tf_term ~ "'" if level.tf_term else 'null::varchar' }} as tf_term,
    {{ level.tf_weight }}::double as tf_weight,
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
