{#- The records that a model links, ready to be compared: one row a record of one table or several.

    `relations` is one relation, or a mapping of source names to relations, whose columns are united
    by name. `unique_id` names the key column, of any type. `source_column` names the column that
    holds the source where one table holds several.

    Columns: identity_id (1, 2, … in the order of source and key), source_dataset, record_key (the key
    as text), profile_id, source_id, is_main, n_records, n_names (a record is its own identity and
    profile), all columns of the tables, block_key_<match_key>. -#}
{% macro linkage_records(settings, relations, unique_id='unique_id', source_column=none) %}
{%- do data_first._check_model('linkage_records', settings) -%}
{%- set sources = data_first._record_sources(relations) -%}
{%- do data_first._check_records(settings, sources, unique_id, source_column) -%}
with link__united as (
    {{ data_first._united_records(settings, sources, unique_id, source_column) | indent(4) }}
),

link__records as (
    {{ data_first._numbered_records(settings, unique_id) | indent(4) }}
),

link__skipped_blocks as (
    {{ data_first.skipped_blocks(settings, 'link__records') | indent(4) }}
)

select * from (
    {{ data_first.with_block_keys(
        settings, 'link__records', 'link__skipped_blocks'
    ) | indent(4) }}
)
{% endmacro %}
