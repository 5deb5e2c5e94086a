{#- One reference number: equal, or different where both sides have one, which speaks against a
    match. `mismatch_weight` fixes the weight of the latter, in bits. -#}
{% macro identifier_comparison(output_column_name, column, mismatch_weight=none) %}
    {%- set number = data_first._column('identifier_comparison', 'column', column) -%}
    {% do return(data_first.comparison(output_column_name, [
        data_first.null_level(number),
        data_first.comparison_level(number.l ~ ' = ' ~ number.r, 'equal'),
        data_first.configure_level(
            data_first.else_level('different'), match_weight=mismatch_weight
        ),
    ])) %}
{% endmacro %}
