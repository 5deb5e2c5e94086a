{#- The blocks that are too large to compare: match_key, blocking_rule, block_key, n_identities.

    Their keys are made null before any join, so that a later rule can still find their pairs. -#}
{% macro skipped_blocks(settings, identities) %}
{%- for rule in settings.blocking_rules %}
select
    {{ rule.match_key }} as match_key,
    '{{ rule.label }}' as blocking_rule,
    block_key,
    count(*) as n_identities,
from (
    select {{ 'unnest(' if rule.explode }}{{ data_first._block_key(rule) | indent(8) }}{{ ')' if rule.explode }} as block_key,
    from {{ identities }}
)
where block_key is not null
group by block_key
having count(*) > {{ settings.max_block_size }}
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endmacro %}
