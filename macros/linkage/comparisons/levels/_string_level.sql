{#- A level on how alike two texts are. What is dear and often needless is decided first, where both
    are equal; what fails on an empty text, where one is empty. -#}
{% macro _string_level(function, column, threshold) %}
    {%- set l, r = column.l, column.r -%}
    {#- two empty texts are not alike to either function -#}
    {%- set equal = 'case when ' ~ l ~ ' = ' ~ r ~ ' and ' ~ l ~ " <> ''" -%}
    {%- set known = {
        'levenshtein': (
            'case when ' ~ column.same ~ ' then 0 else levenshtein(' ~ l ~ ', ' ~ r ~ ') end', '<=',
            'Levenshtein distance at most',
        ),
        'damerau_levenshtein': (
            'case when ' ~ column.same ~ ' then 0 else damerau_levenshtein(' ~ l ~ ', ' ~ r
            ~ ') end', '<=', 'Damerau-Levenshtein distance at most',
        ),
        'jaro': (
            equal ~ ' then 1.0 else jaro_similarity(' ~ l ~ ', ' ~ r ~ ') end', '>=',
            'Jaro similarity at least',
        ),
        'jaro_winkler': (
            equal ~ ' then 1.0 else jaro_winkler_similarity(' ~ l ~ ', ' ~ r ~ ') end', '>=',
            'Jaro-Winkler similarity at least',
        ),
        'jaccard': (
            'case when ' ~ l ~ " <> '' and " ~ r ~ " <> '' then jaccard(" ~ l ~ ', ' ~ r
            ~ ') else 0.0 end', '>=', 'Jaccard similarity at least',
        ),
    } -%}
    {%- set sql, operator, words = known[function] -%}
    {% do return(data_first._similarity_level(
        data_first._similarity(function, [column], sql), operator, threshold,
        column.label ~ ': ' ~ words ~ ' ' ~ threshold,
    )) %}
{% endmacro %}
