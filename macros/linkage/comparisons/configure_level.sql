{#- A level with other options: those that are given replace its own. Probabilities of a level start
    the training, or, fixed, stay out of it; `match_weight`, in bits, stands in place of both. -#}
{% macro configure_level(
    level, m_probability=none, u_probability=none, fix_m_probability=none, fix_u_probability=none,
    match_weight=none, term_frequency_adjustments=none, tf_adjustment_weight=none,
    tf_minimum_u_value=none, label_for_charts=none
) %}
    {%- set options = {
        'm_probability': m_probability,
        'u_probability': u_probability,
        'fix_m_probability': fix_m_probability,
        'fix_u_probability': fix_u_probability,
        'match_weight': match_weight,
        'tf_term': level.get('equality_on') if term_frequency_adjustments is sameas true
            else term_frequency_adjustments,
        'tf_weight': tf_adjustment_weight,
        'tf_minimum_u_value': tf_minimum_u_value,
        'label': label_for_charts,
    } -%}
    {%- set changed = dict(level) -%}
    {%- for option, value in options.items() if value is not none -%}
        {%- do changed.update({option: value}) -%}
    {%- endfor -%}
    {% do return(changed) %}
{% endmacro %}
