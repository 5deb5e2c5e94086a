{#- One level of a comparison: pairs are put in the first level whose condition holds.

    `tf_term` names a term of the settings (`terms`); its frequency adjusts the level's weight by
    tf_weight * log2(u / max(tf, floor)) bits. `exact_u_on` names columns whose joint equality *is*
    the condition of a comparison's first level, so that u is counted, not sampled. `tf_u_gamma` is
    the level of the comparison whose u the frequency stands in for; none is the level itself. -#}
{% macro comparison_level(
    sql_condition, label, tf_term=none, tf_weight=1.0, exact_u_on=none,
    exact_u_on_array=false, is_null_level=false, m_probability=none, u_probability=none,
    fix_m_probability=false, fix_u_probability=false, match_weight=none, tf_minimum_u_value=none,
    similarities={}, tf_u_gamma=none
) %}
    {% do return({
        'sql_condition': sql_condition,
        'label': (label | string).replace("'", '’'),
        'tf_term': tf_term,
        'tf_weight': 1.0 if tf_weight is none else tf_weight,
        'exact_u_on': exact_u_on,
        'exact_u_on_array': exact_u_on_array,
        'is_null_level': is_null_level,
        'm_probability': m_probability,
        'u_probability': u_probability,
        'fix_m_probability': fix_m_probability,
        'fix_u_probability': fix_u_probability,
        'match_weight': match_weight,
        'tf_minimum_u_value': tf_minimum_u_value,
        'tf_u_gamma': tf_u_gamma,
        'similarities': similarities,
        'null_on': [],
        'equality_on': none,
    }) %}
{% endmacro %}
