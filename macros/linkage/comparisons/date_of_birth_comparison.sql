{#- Dates of birth: equal; both 1 January of the same year (a default for an unknown day); day and
    month swapped; one part of three different; else. The Damerau-Levenshtein distance, fifteen
    times slower than a Jaro-Winkler similarity, is not needed for that. -#}
{% macro date_of_birth_comparison(date_of_birth, tf_term=none) %}
    {%- set d_l, d_r = 'l.' ~ date_of_birth, 'r.' ~ date_of_birth -%}
    {% do return(data_first.comparison('date_of_birth', [
        data_first.null_level(d_l ~ ' is null or ' ~ d_r ~ ' is null'),
        data_first.comparison_level(
            d_l ~ ' = ' ~ d_r, 'equal', tf_term=tf_term, exact_u_on=[date_of_birth],
        ),
        data_first.comparison_level(
            'year(' ~ d_l ~ ') = year(' ~ d_r ~ ') and month(' ~ d_l ~ ') = day(' ~ d_r ~ ')'
            ~ ' and day(' ~ d_l ~ ') = month(' ~ d_r ~ ')', 'day and month swapped',
        ),
        data_first.comparison_level(
            'year(' ~ d_l ~ ') = year(' ~ d_r ~ ')'
            ~ " and (strftime(" ~ d_l ~ ", '%m%d') = '0101' or strftime(" ~ d_r ~ ", '%m%d') = '0101')",
            'same year, one of them 1 January',
        ),
        data_first.comparison_level(
            'year(' ~ d_l ~ ') = year(' ~ d_r ~ ') and (month(' ~ d_l ~ ') = month(' ~ d_r ~ ')'
            ~ ' or day(' ~ d_l ~ ') = day(' ~ d_r ~ '))', 'year and one other part equal',
        ),
        data_first.comparison_level(
            'month(' ~ d_l ~ ') = month(' ~ d_r ~ ') and day(' ~ d_l ~ ') = day(' ~ d_r ~ ')'
            ~ ' and abs(year(' ~ d_l ~ ') - year(' ~ d_r ~ ')) <= 10',
            'day and month equal, year within ten',
        ),
        data_first.comparison_level(
            'abs(date_diff(\'day\', ' ~ d_l ~ ', ' ~ d_r ~ ')) <= 365', 'within a year',
        ),
        data_first.else_level('different dates'),
    ])) %}
{% endmacro %}
