{#- The packed pattern of a pair from its levels, its group and the rules that it satisfies:
    sum of (gamma + 1) * radix, then the group, then the bits of the rules. One integer a pair. -#}
{% macro _pattern(settings) -%}
    {%- for comparison in settings.comparisons %}
(gamma_{{ comparison.output_column_name }} + 1) * {{ comparison.radix }}::{{ settings.pattern_type }}
    + {% endfor %}pair_group * {{ settings.pattern_radix }}::{{ settings.pattern_type }}
    + rules_satisfied * {{ settings.pattern_radix * settings.group_radix }}::{{ settings.pattern_type }}
{%- endmacro %}
