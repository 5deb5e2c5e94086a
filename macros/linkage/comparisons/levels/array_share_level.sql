{#- At least such a share of the different elements of the shorter array is in the other one: for
    words of names of companies or of addresses, with a term of the array for the rarity of the
    words. -#}
{% macro array_share_level(col_name, least_share, tf_term=none) %}
    {%- set column = data_first._column('array_share_level', 'col_name', col_name) -%}
    {%- do data_first._number('array_share_level', 'least_share', least_share, 0, 1) -%}
    {%- set shared = data_first._elements_shared(column) -%}
    {%- set fewer = 'least(len(list_distinct(' ~ column.l ~ ')), len(list_distinct(' ~ column.r
        ~ ')))' -%}
    {% do return(data_first.comparison_level(
        shared.name ~ ' >= greatest(1, ' ~ least_share ~ ' * ' ~ fewer ~ ')',
        column.label ~ ': elements in common, a share of at least ' ~ least_share,
        tf_term=tf_term,
        similarities={shared.name: shared.sql},
    )) %}
{% endmacro %}
