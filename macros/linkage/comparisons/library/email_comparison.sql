{#- E-mail addresses: equal; the part before the @ equal; the addresses alike; the parts before the
    @ alike; else. -#}
{% macro email_comparison(col_name, term_frequency_adjustments=none) %}
    {%- set column = data_first._column('email_comparison', 'col_name', col_name) -%}
    {%- set user = data_first._extracted(column, '^[^@]+', column.label ~ ' user') -%}
    {% do return(data_first.comparison(column.output_name, [
        data_first.null_level(column),
        data_first.exact_match_level(column, term_frequency_adjustments),
        data_first.exact_match_level(user),
        data_first.jaro_winkler_level(column, 0.88),
        data_first.jaro_winkler_level(user, 0.88),
        data_first.else_level(),
    ])) %}
{% endmacro %}
