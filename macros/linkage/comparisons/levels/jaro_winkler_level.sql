{#- Texts of at least so high a Jaro-Winkler similarity, from 0 to 1 (Winkler 1990). -#}
{% macro jaro_winkler_level(col_name, distance_threshold) %}
    {%- set column = data_first._column('jaro_winkler_level', 'col_name', col_name) -%}
    {%- do data_first._number(
        'jaro_winkler_level', 'distance_threshold', distance_threshold, 0, 1
    ) -%}
    {% do return(data_first._string_level('jaro_winkler', column, distance_threshold)) %}
{% endmacro %}
