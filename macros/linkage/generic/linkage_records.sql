{#- The records that a model links, ready to be compared: one row a distinct content of one source, which
    stands for all records that hold it. Administrative records repeat, and equal ones need comparing
    once: a pair of contents stands for n_l * n_r pairs of records. Without the setting
    `collapse_equal_records` one row is one record.

    `relations` is one relation, or a mapping of source names to relations, whose columns are united
    by name. `unique_id` names the key column, of any type. `source_column` names the column that
    holds the source where one table holds several. Of the other columns those come along that the
    settings read, and `further_columns` (a label to train on): they are the content.

    Columns: identity_id (1, 2, … in the order of source and first key), source_dataset, record_key
    (the first of its keys, as text), record_keys (all of them, sorted), profile_id (the identity_id),
    source_id, is_main, n_records (how many records hold the content), n_names, the content,
    block_key_<match_key>. -#}
{% macro linkage_records(
    settings, relations, unique_id='unique_id', source_column=none, further_columns=[]
) %}
{%- do data_first._check_model('linkage_records', settings) -%}
{%- set sources = data_first._record_sources(relations) -%}
{%- do data_first._check_records(settings, sources, unique_id, source_column, further_columns) -%}
with link__united as (
    {{ data_first._united_records(
        settings, sources, unique_id, source_column, further_columns
    ) | indent(4) }}
),

link__keyed as (
    {{ data_first._keyed_records(settings, unique_id) | indent(4) }}
),

link__collapsed as materialized (
    {{ data_first._collapsed_records(settings) | indent(4) }}
),

link__checked_keys as (
    {{ data_first._checked_keys(settings, unique_id) | indent(4) }}
),

link__records as (
    {{ data_first._numbered_records() | indent(4) }}
),

link__skipped_blocks as (
    {{ data_first.skipped_blocks(settings, 'link__collapsed') | indent(4) }}
)

select * from (
    {{ data_first.with_block_keys(
        settings, 'link__records', 'link__skipped_blocks'
    ) | indent(4) }}
)
{% endmacro %}
