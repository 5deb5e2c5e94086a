{#- Middle names, one text of all of them: equal; similar or an initial of the other; else. -#}
{% macro middle_names_comparison(
    middle_names, tf_term=none, similar=0.85, output_column_name='middle_names'
) %}
    {%- set column = data_first._column('middle_names_comparison', 'middle_names', middle_names) -%}
    {%- set alike = data_first.or_(
        data_first.jaro_winkler_level(column, similar), data_first.initial_level(column)
    ) -%}
    {% do return(data_first.comparison(output_column_name, [
        data_first.null_level(column),
        data_first.comparison_level(
            column.l ~ ' = ' ~ column.r, 'equal', tf_term=tf_term, exact_u_on=[column.sql],
        ),
        dict(alike, label='similar, or an initial'),
        data_first.else_level('different middle names'),
    ])) %}
{% endmacro %}
