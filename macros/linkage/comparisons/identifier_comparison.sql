{#- One reference number: equal, or different where both sides have one. -#}
{% macro identifier_comparison(output_column_name, column) %}
    {% do return(data_first.comparison(output_column_name, [
        data_first.null_level('l.' ~ column ~ ' is null or r.' ~ column ~ ' is null'),
        data_first.comparison_level('l.' ~ column ~ ' = r.' ~ column, 'equal'),
        data_first.else_level('different'),
    ])) %}
{% endmacro %}
