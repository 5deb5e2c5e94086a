{#- The levels of a comparison as a JSON array. A null level that no pair meets is left out. -#}
{% macro _levels_for_splink(comparison, settings) -%}
json_array(
    {%- for level in comparison.comparison_levels
        if not (level.is_null_level and level.sql_condition == 'false') %}
    {%- set gamma = comparison.n_codes - comparison.comparison_levels.index(level) - 1 %}
    {%- set index = comparison.first_index + gamma + 2 %}
    json_object(
        'sql_condition', {{ data_first._text(
            'ELSE' if level.sql_condition == 'true'
            else data_first._condition_for_splink(
                level.sql_condition, data_first._all_similarities(settings)
            )
        ) }},
        'label_for_charts', {{ data_first._text(level.label) }}
        {%- if level.is_null_level %},
        'is_null_level', true
        {%- else %},
        'm_probability', ms[{{ index }}],
        'u_probability', us[{{ index }}],
        'fix_m_probability', {{ (level.get('fix_m_probability') or false) | lower }},
        'fix_u_probability', {{ (level.get('fix_u_probability') or false) | lower }}
        {%- endif %}
        {%- for own in data_first._adjusted_levels(comparison) if own.gamma == gamma %}
        {%- set term = settings.terms | selectattr('name', 'equalto', own.term) | first %}
        {%- if not term.array %},
        'tf_adjustment_column', {{ data_first._text(data_first._term_column(term)) }},
        'tf_adjustment_weight', {{ own.weight }}::double,
        {%- if own.least %}
        'tf_minimum_u_value', {{ own.least }}::double,
        {%- endif %}
        'disable_tf_exact_match_detection', true
        {%- endif %}
        {%- endfor %}
    ){{ ',' if not loop.last }}
    {%- endfor %}
)
{%- endmacro %}


{#- What a term's column is called among Splink's records: the column itself where the term bears its
    name, since Splink calls the frequencies tf_ and the column's name. -#}
{% macro _term_column(term) %}
    {% do return(term.name if term.columns == [term.name] else 'term_' ~ term.name) %}
{% endmacro %}


{#- All similarities of the settings: name to expression. -#}
{% macro _all_similarities(settings) %}
    {%- set found = {} -%}
    {%- for comparison in settings.comparisons -%}
        {%- do found.update(comparison.similarities) -%}
    {%- endfor -%}
    {% do return(found) %}
{% endmacro %}
