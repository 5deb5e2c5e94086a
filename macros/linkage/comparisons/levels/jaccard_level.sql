{#- Texts that share at least such a part of their letters, from 0 to 1 (Jaccard 1912). An empty
    text shares nothing; DuckDB's own function stops at one. -#}
{% macro jaccard_level(col_name, distance_threshold) %}
    {%- set column = data_first._column('jaccard_level', 'col_name', col_name) -%}
    {%- do data_first._number('jaccard_level', 'distance_threshold', distance_threshold, 0, 1) -%}
    {% do return(data_first._string_level('jaccard', column, distance_threshold)) %}
{% endmacro %}
