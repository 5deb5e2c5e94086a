{#- One name: equal; from falling Jaro-Winkler similarities; else. `dmeta_col_name`, an array of
    sounds, adds a level between the similarities of .88 and more and the lower ones. -#}
{% macro name_comparison(
    col_name, jaro_winkler_thresholds=[0.92, 0.88, 0.7], dmeta_col_name=none,
    term_frequency_adjustments=none
) %}
    {%- set macro = 'name_comparison' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set thresholds = data_first._thresholds(
        macro, 'jaro_winkler_thresholds', jaro_winkler_thresholds, falling=true, least=0, most=1
    ) -%}
    {%- set levels = [
        data_first.null_level(column),
        data_first.exact_match_level(column, term_frequency_adjustments),
    ] -%}
    {%- for threshold in thresholds if threshold >= 0.88 -%}
        {%- do levels.append(data_first.jaro_winkler_level(column, threshold)) -%}
    {%- endfor -%}
    {%- if dmeta_col_name is not none -%}
        {%- do levels.append(data_first.phonetic_level(
            data_first._column(macro, 'dmeta_col_name', dmeta_col_name), array=true
        )) -%}
    {%- endif -%}
    {%- for threshold in thresholds if threshold < 0.88 -%}
        {%- do levels.append(data_first.jaro_winkler_level(column, threshold)) -%}
    {%- endfor -%}
    {% do return(data_first.comparison(
        column.output_name, levels + [data_first.else_level()]
    )) %}
{% endmacro %}
