{#- Frozen parameters: what the levels of the settings hold (m_probability and u_probability, or
    match_weight), as a select of the columns of parameters(). A level that holds nothing weighs
    nothing. `all_pairs` is what all_pairs_by_group() selects. -#}
{% macro level_parameters(settings, all_pairs) %}
    {%- set values -%}
        (
            {%- for comparison in settings.comparisons %}
            {%- set last_comparison = loop.last %}
            {%- for level in comparison.comparison_levels[1:] %}
            select
                {{ data_first._text(comparison.output_column_name) }} as comparison,
                {{ comparison.n_codes - loop.index - 1 }} as gamma,
                {{ data_first._number_or_null(level.m_probability) }} as m_probability,
                {{ data_first._number_or_null(level.u_probability) }} as u_probability,
            {{ 'union all' if not (loop.last and last_comparison) }}
            {%- endfor %}
            {%- endfor %}
        )
    {%- endset -%}
    {%- do return(data_first.given_parameters(settings, values, all_pairs)) -%}
{% endmacro %}


{#- A number as SQL, whole to its last digit; null where there is none. -#}
{% macro _number_or_null(value) -%}
    {{ 'null::double' if value is none else value ~ '::double' }}
{%- endmacro %}
