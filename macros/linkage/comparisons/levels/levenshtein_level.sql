{#- Texts that so many insertions, deletions and substitutions turn into one another (Levenshtein
    1966; DuckDB counts bytes, so that a letter with an accent counts twice). -#}
{% macro levenshtein_level(col_name, distance_threshold) %}
    {%- set column = data_first._column('levenshtein_level', 'col_name', col_name) -%}
    {%- do data_first._number('levenshtein_level', 'distance_threshold', distance_threshold) -%}
    {% do return(data_first._string_level('levenshtein', column, distance_threshold)) %}
{% endmacro %}
