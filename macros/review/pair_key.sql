{#- `source_dataset|record_key` of both records of a pair, the smaller first. `l` and `r` are
    relations with these columns. -#}
{% macro pair_key(l, r) -%}
    concat(
        least(
            {{ l }}.source_dataset || '|' || {{ l }}.record_key,
            {{ r }}.source_dataset || '|' || {{ r }}.record_key
        ),
        '|',
        greatest(
            {{ l }}.source_dataset || '|' || {{ l }}.record_key,
            {{ r }}.source_dataset || '|' || {{ r }}.record_key
        )
    )
{%- endmacro %}
