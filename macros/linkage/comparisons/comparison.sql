{#- A comparison: a name and its levels, the null level first, then best to worst, an else last.

    `similarities` maps a name to an expression over `l` and `r` that is computed once a pair and
    that the conditions may use by name. -#}
{% macro comparison(output_column_name, comparison_levels, similarities={}) %}
    {% do return({
        'output_column_name': output_column_name,
        'comparison_levels': comparison_levels,
        'similarities': similarities,
    }) %}
{% endmacro %}
