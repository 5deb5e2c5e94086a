{#- E-mail addresses: equal, user equal, alike, loosely alike, different. -#}
{% macro _default_email(email) %}
    {%- set column = data_first.column_expression(email) -%}
    {%- set user = data_first._extracted(column, '^[^@]+', column.label ~ ' user') -%}
    {% do return(data_first.configure(data_first.comparison(column.output_name, [
        data_first.null_level(column),
        data_first.exact_match_level(column),
        data_first.exact_match_level(user),
        data_first.jaro_winkler_level(column, 0.88),
        data_first.jaro_winkler_level(column, 0.7),
        data_first.else_level(),
    ]), term_frequency_adjustments=true)) %}
{% endmacro %}


{#- Postcodes of five letters or more have a sector (all but the last two) and a district (all but the
    last three), as in the United Kingdom; all may be mistyped. -#}
{% macro _default_postcode(postcode) %}
    {%- set column = data_first.column_expression(postcode) -%}
    {%- set all_but = [] -%}
    {%- for n in [2, 3] -%}
        {%- set l, r = column.l, column.r -%}
        {%- do all_but.append(
            'length(' ~ l ~ ') >= 5 and left(' ~ l ~ ', length(' ~ l ~ ') - ' ~ n ~ ') = left('
            ~ r ~ ', length(' ~ r ~ ') - ' ~ n ~ ')'
        ) -%}
    {%- endfor -%}
    {% do return(data_first.configure(data_first.comparison(column.output_name, [
        data_first.null_level(column),
        data_first.exact_match_level(column),
        data_first.damerau_levenshtein_level(column, 1),
        data_first.comparison_level(all_but[0], column.label ~ ' sector equal'),
        data_first.comparison_level(all_but[1], column.label ~ ' district equal'),
        data_first.damerau_levenshtein_level(column, 2),
        data_first.else_level(),
    ]), term_frequency_adjustments=true)) %}
{% endmacro %}
