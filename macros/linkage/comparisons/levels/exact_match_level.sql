{#- Both sides equal. `term_frequency_adjustments` names a term of the settings, or is true where
    the term bears the column's name. -#}
{% macro exact_match_level(col_name, term_frequency_adjustments=none) %}
    {%- set column = data_first._column('exact_match_level', 'col_name', col_name) -%}
    {% do return(dict(
        data_first.comparison_level(
            column.l ~ ' = ' ~ column.r, column.label ~ ' equal',
            tf_term=data_first._term_of(column, term_frequency_adjustments),
            exact_u_on=[column.sql],
        ),
        equality_on=column.output_name if column.is_plain else none,
    )) %}
{% endmacro %}


{#- The term that adjusts an equality of a column: as named, or called like the column. -#}
{% macro _term_of(column, term_frequency_adjustments) %}
    {%- set same_name = column.output_name if term_frequency_adjustments else none -%}
    {% do return(
        term_frequency_adjustments if term_frequency_adjustments is string else same_name
    ) %}
{% endmacro %}
