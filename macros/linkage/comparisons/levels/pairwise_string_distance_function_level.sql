{#- Arrays of texts, by the two elements, one of each side, that are most alike. -#}
{% macro pairwise_string_distance_function_level(
    col_name, distance_function_name, distance_threshold
) %}
    {%- set macro = 'pairwise_string_distance_function_level' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set functions = {
        'levenshtein': 'levenshtein',
        'damerau_levenshtein': 'damerau_levenshtein',
        'jaro_winkler': 'jaro_winkler_similarity',
        'jaro': 'jaro_similarity',
    } -%}
    {%- do data_first._one_of(
        macro, 'distance_function_name', distance_function_name, functions.keys() | list
    ) -%}
    {%- do data_first._number(macro, 'distance_threshold', distance_threshold) -%}
    {%- set is_similarity = distance_function_name in ['jaro_winkler', 'jaro'] -%}
    {%- set best = 'list_max' if is_similarity else 'list_min' -%}
    {%- set function = functions[distance_function_name] -%}
    {%- set sql -%}
{{ best }}(list_transform({{ column.l }}, lambda link__x: {{ best }}(
    list_transform({{ column.r }}, lambda link__y: {{ function }}(link__x, link__y))
)))
    {%- endset -%}
    {% do return(data_first._similarity_level(
        data_first._similarity('pairwise_' ~ distance_function_name, [column], sql),
        '>=' if is_similarity else '<=', distance_threshold,
        column.label ~ ': most alike elements, ' ~ distance_function_name.replace('_', '-')
        ~ (' at least ' if is_similarity else ' at most ') ~ distance_threshold,
    )) %}
{% endmacro %}
