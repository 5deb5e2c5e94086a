{#- Vectors (arrays of fixed length, as embeddings are) of at least so high a cosine similarity. A
    pair at which DuckDB's function fails, as on a null element, does not meet the level. -#}
{% macro cosine_similarity_level(col_name, similarity_threshold) %}
    {%- set column = data_first._column('cosine_similarity_level', 'col_name', col_name) -%}
    {%- do data_first._number(
        'cosine_similarity_level', 'similarity_threshold', similarity_threshold, 0, 1
    ) -%}
    {% do return(data_first._similarity_level(
        data_first._similarity(
            'cosine_similarity', [column],
            'try(array_cosine_similarity(' ~ column.l ~ ', ' ~ column.r ~ '))',
        ),
        '>=', similarity_threshold,
        column.label ~ ': cosine similarity at least ' ~ similarity_threshold,
    )) %}
{% endmacro %}
