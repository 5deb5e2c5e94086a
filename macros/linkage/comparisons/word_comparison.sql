{#- Arrays of words, as `words()` makes them of a company's name or an address: falling shares of
    the words of the shorter one that both have; else. `tf_term`, an array term, lifts the weight
    where a rare word is among them. An array without words counts as missing. -#}
{% macro word_comparison(words_col, least_shares=[1, 0.5], tf_term=none, output_column_name=none) %}
    {%- set column = data_first._column('word_comparison', 'words_col', words_col) -%}
    {%- set levels = [data_first.null_level(
        'coalesce(len(' ~ column.l ~ '), 0) = 0 or coalesce(len(' ~ column.r ~ '), 0) = 0'
    )] -%}
    {%- for share in data_first._thresholds(
        'word_comparison', 'least_shares', least_shares, falling=true, least=0, most=1
    ) -%}
        {%- do levels.append(data_first.array_share_level(column, share, tf_term)) -%}
    {%- endfor -%}
    {% do return(data_first.comparison(
        output_column_name or column.output_name, levels + [data_first.else_level()]
    )) %}
{% endmacro %}
