{#- As the Levenshtein distance, with the swap of two neighbours as one edit (Damerau 1964). Fifteen
    times slower than Jaro-Winkler. -#}
{% macro damerau_levenshtein_level(col_name, distance_threshold) %}
    {%- set column = data_first._column('damerau_levenshtein_level', 'col_name', col_name) -%}
    {%- do data_first._number(
        'damerau_levenshtein_level', 'distance_threshold', distance_threshold
    ) -%}
    {% do return(data_first._string_level('damerau_levenshtein', column, distance_threshold)) %}
{% endmacro %}
