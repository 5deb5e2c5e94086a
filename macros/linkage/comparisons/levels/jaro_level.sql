{#- Texts of at least so high a Jaro similarity, from 0 to 1 (Jaro 1989). -#}
{% macro jaro_level(col_name, distance_threshold) %}
    {%- set column = data_first._column('jaro_level', 'col_name', col_name) -%}
    {%- do data_first._number('jaro_level', 'distance_threshold', distance_threshold, 0, 1) -%}
    {% do return(data_first._string_level('jaro', column, distance_threshold)) %}
{% endmacro %}
