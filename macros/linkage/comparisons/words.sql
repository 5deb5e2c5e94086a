{#- SQL of the array of different words of a text, small and without accents, for a column of the
    records: `array_share_level()`, `word_comparison()` and an array term read it. -#}
{% macro words(column) -%}
    list_sort(list_distinct(
        regexp_extract_all(lower(strip_accents({{ column }})), '[\p{L}\p{N}]+')
    ))
{%- endmacro %}
