{#- Dates of birth: equal; day and month swapped; both 1 January of the same year (a default for an
    unknown day); one part of three different; within a month, a year, ten years; else. The
    Damerau-Levenshtein distance, fifteen times slower than a Jaro-Winkler similarity, is not needed
    for that. -#}
{% macro birth_date_comparison(date_of_birth, tf_term=none, output_column_name='date_of_birth') %}
    {%- set column = data_first._column('birth_date_comparison', 'date_of_birth', date_of_birth) -%}
    {%- set d_l, d_r = column.l, column.r -%}
    {%- set days = "abs(date_diff('day', " ~ d_l ~ ', ' ~ d_r ~ '))' -%}
    {% do return(data_first.comparison(output_column_name, [
        data_first.null_level(column),
        data_first.comparison_level(
            d_l ~ ' = ' ~ d_r, 'equal', tf_term=tf_term, exact_u_on=[column.sql],
        ),
        data_first.day_month_swapped_level(column),
        data_first.first_of_january_level(column),
        data_first.comparison_level(
            'year(' ~ d_l ~ ') = year(' ~ d_r ~ ') and (month(' ~ d_l ~ ') = month(' ~ d_r ~ ')'
            ~ ' or day(' ~ d_l ~ ') = day(' ~ d_r ~ '))', 'year and one other part equal',
        ),
        data_first.comparison_level(
            'month(' ~ d_l ~ ') = month(' ~ d_r ~ ') and day(' ~ d_l ~ ') = day(' ~ d_r ~ ')'
            ~ ' and abs(year(' ~ d_l ~ ') - year(' ~ d_r ~ ')) <= 10',
            'day and month equal, year within ten',
        ),
        data_first.comparison_level(days ~ ' <= 31', 'within a month'),
        data_first.comparison_level(days ~ ' <= 366', 'within a year'),
        data_first.comparison_level(days ~ ' <= 3653', 'within ten years'),
        data_first.else_level('different dates'),
    ])) %}
{% endmacro %}
