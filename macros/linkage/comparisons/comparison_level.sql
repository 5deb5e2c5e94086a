{#- One level of a comparison: pairs are put in the first level whose condition holds.

    `tf_term` names a term of the settings (`terms`); its frequency adjusts the level's weight by
    tf_weight * log2(u / max(tf, floor)) bits. `exact_u_on` names columns whose joint equality *is*
    the condition of a comparison's first level, so that u is counted, not sampled. -#}
{% macro comparison_level(
    sql_condition, label, tf_term=none, tf_weight=1.0, exact_u_on=none,
    exact_u_on_array=false, is_null_level=false
) %}
    {% do return({
        'sql_condition': sql_condition,
        'label': label,
        'tf_term': tf_term,
        'tf_weight': tf_weight,
        'exact_u_on': exact_u_on,
        'exact_u_on_array': exact_u_on_array,
        'is_null_level': is_null_level,
    }) %}
{% endmacro %}
