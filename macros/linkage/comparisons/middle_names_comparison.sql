{#- Middle names, one text of all of them: equal; similar or an initial of the other; else. -#}
{% macro middle_names_comparison(middle_names, tf_term=none, similar=0.85) %}
    {%- set n_l, n_r = 'l.' ~ middle_names, 'r.' ~ middle_names -%}
    {% do return(data_first.comparison('middle_names', [
        data_first.null_level(n_l ~ ' is null or ' ~ n_r ~ ' is null'),
        data_first.comparison_level(
            n_l ~ ' = ' ~ n_r, 'equal', tf_term=tf_term, exact_u_on=[middle_names],
        ),
        data_first.comparison_level(
            'jaro_winkler_similarity(' ~ n_l ~ ', ' ~ n_r ~ ') >= ' ~ similar
            ~ ' or (left(' ~ n_l ~ ', 1) = left(' ~ n_r ~ ', 1)'
            ~ ' and least(length(' ~ n_l ~ '), length(' ~ n_r ~ ')) = 1)',
            'similar, or an initial',
        ),
        data_first.else_level('different middle names'),
    ])) %}
{% endmacro %}
