{#- The levels of a comparison that term frequency adjusts, with what the adjustment needs: gamma,
    parameter_index, u_index (of the level whose u the frequency stands in for), term, weight, least
    (the least frequency that the level believes). Neither missing values nor the else level are
    adjusted: their sides share no value. -#}
{% macro _adjusted_levels(comparison) %}
    {%- set found = [] -%}
    {%- for level in comparison.comparison_levels[1:-1] -%}
        {%- set gamma = comparison.n_codes - loop.index - 1 -%}
        {%- set u_gamma = level.get('tf_u_gamma') -%}
        {%- if level.tf_term and level.tf_weight != 0 -%}
            {%- do found.append({
                'gamma': gamma,
                'parameter_index': comparison.first_index + gamma + 2,
                'u_index': comparison.first_index + 2 + (gamma if u_gamma is none else u_gamma),
                'term': level.tf_term,
                'weight': level.tf_weight,
                'least': level.get('tf_minimum_u_value') or 0,
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(found) %}
{% endmacro %}


{#- Bits that a frequency adds to a level: weight * (log2(u) - log2(frequency)), the frequency never
    below what the level believes (Winkler 2000). -#}
{% macro _tf_bits(level, log2_u, frequency) -%}
    {%- set believed = 'greatest(' ~ frequency ~ ', ' ~ level.least ~ ')' if level.least else frequency -%}
    {{ '' if level.weight == 1 else level.weight ~ '::double * ' }}({{ log2_u }} - log2({{ believed }}))
{%- endmacro %}


{#- log2(u) against which the frequencies of a pattern's level are measured; null where the level is
    not adjusted. `u` is a list over parameter_index. -#}
{% macro _tf_log2_u(comparison, u) -%}
case gamma_{{ comparison.output_column_name }}
    {%- for level in data_first._adjusted_levels(comparison) %}
    when {{ level.gamma }} then log2({{ u }}[{{ level.u_index }}])
    {%- endfor %}
end
{%- endmacro %}


{#- How common the value is on which rows l and r agree; null where the level is not adjusted. -#}
{% macro _tf_frequency(comparison, settings) -%}
case gamma_{{ comparison.output_column_name }}
    {%- for level in data_first._adjusted_levels(comparison) %}
    {%- set term = settings.terms | selectattr('name', 'equalto', level.term) | first %}
    when {{ level.gamma }} then {{ data_first._pair_frequency(term) | indent(4) }}
    {%- endfor %}
end
{%- endmacro %}


{#- The term-frequency adjustment of one comparison, in bits. -#}
{% macro _tf_adjustment(comparison, log2_u, frequency) -%}
case
    when {{ log2_u }} is null or {{ frequency }} is null then 0.0
    {%- for level in data_first._adjusted_levels(comparison) %}
    when gamma_{{ comparison.output_column_name }} = {{ level.gamma }}
        then {{ data_first._tf_bits(level, log2_u, frequency) }}
    {%- endfor %}
end
{%- endmacro %}


{#- How common the agreed value is: the commoner of both sides' values, or, for an array, the rarest
    shared element. Null where neither side has a frequency, or no element is shared. -#}
{% macro _pair_frequency(term) -%}
    {%- if term.array -%}
        list_min(list_transform(
            list_filter(
                list_zip(l.{{ term.columns[0] }}, l.tf_{{ term.name }}),
                lambda element: list_contains(r.{{ term.columns[0] }}, element[1])
            ),
            lambda element: element[2]
        ))
    {%- else -%}
        greatest(l.tf_{{ term.name }}, r.tf_{{ term.name }})
    {%- endif -%}
{%- endmacro %}
