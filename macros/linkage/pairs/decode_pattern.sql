{#- The columns of a packed pattern: gamma_<comparison>, pair_group, rules_satisfied. -#}
{% macro decode_pattern(settings, pattern='pattern') -%}
    {%- for comparison in settings.comparisons %}
    cast({{ pattern }} // {{ comparison.radix }} % {{ comparison.n_codes }} - 1 as integer) as gamma_{{ comparison.output_column_name }},
    {%- endfor %}
    cast({{ pattern }} // {{ settings.pattern_radix }} % {{ settings.group_radix }} as integer) as pair_group,
    cast({{ pattern }} // {{ settings.pattern_radix * settings.group_radix }} as bigint) as rules_satisfied,
{%- endmacro %}
