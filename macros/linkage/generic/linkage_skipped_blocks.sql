{#- Blocks that are too large to compare (`max_block_size` of the settings), for a person to look at:
    match_key, blocking_rule, block_key, n_identities. Empty where no block is. -#}
{% macro linkage_skipped_blocks(settings, records) %}
{%- do data_first._check_model('linkage_skipped_blocks', settings) -%}
{{ data_first.skipped_blocks(settings, records, are_keyed=true) }}
{% endmacro %}
