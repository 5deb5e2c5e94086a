{#- A name with an array of further names: equal; an alias in common, the main name being one of the
    other side's aliases included; alike from falling Jaro-Winkler similarities; else. -#}
{% macro alias_comparison(
    col_name, alias_col, jaro_winkler_thresholds=[0.92, 0.88, 0.7], term_frequency_adjustments=none
) %}
    {%- set macro = 'alias_comparison' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set levels = [
        data_first.null_level(column),
        data_first.exact_match_level(column, term_frequency_adjustments),
        data_first.alias_overlap_level(column, data_first._column(macro, 'alias_col', alias_col)),
    ] -%}
    {%- for threshold in data_first._thresholds(
        macro, 'jaro_winkler_thresholds', jaro_winkler_thresholds, falling=true, least=0, most=1
    ) -%}
        {%- do levels.append(data_first.jaro_winkler_level(column, threshold)) -%}
    {%- endfor -%}
    {% do return(data_first.comparison(
        column.output_name, levels + [data_first.else_level()]
    )) %}
{% endmacro %}
