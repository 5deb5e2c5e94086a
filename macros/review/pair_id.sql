{#- The id of a pair of records, the same in every build and for either order of its two: the MD5 of
    its key. `l` and `r` are relations. -#}
{% macro pair_id(l, r) -%}
    md5({{ data_first.pair_key(l, r) }})
{%- endmacro %}
