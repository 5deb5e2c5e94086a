{#- The rows of a relation with one column `block_key_<match_key>` a rule; null where the record has
    no key or its block is too large (`skipped`). -#}
{% macro with_block_keys(settings, identities, skipped) %}
with link__skipped as (
    select
        {%- for rule in settings.blocking_rules %}
        list(block_key) filter (where match_key = {{ rule.match_key }}) as keys_{{ rule.match_key }},
        {%- endfor %}
    from {{ skipped }}
),

link__keys as (
    select
        *,
        {%- for rule in settings.blocking_rules %}
        {{ data_first._block_key(rule) | indent(8) }} as link__key_{{ rule.match_key }},
        {%- endfor %}
    from {{ identities }}
)

select
    link__keys.* exclude (
        {%- for rule in settings.blocking_rules %}
        link__key_{{ rule.match_key }}{{ ',' if not loop.last }}
        {%- endfor %}
    ),
    {%- for rule in settings.blocking_rules %}
    {%- set key, skip = 'link__key_' ~ rule.match_key, 'link__skipped.keys_' ~ rule.match_key %}
    case
        when {{ skip }} is null then {{ key }}
        {%- if rule.explode %}
        else list_filter({{ key }}, lambda block_key: not list_contains({{ skip }}, block_key))
        {%- else %}
        when not list_contains({{ skip }}, {{ key }}) then {{ key }}
        {%- endif %}
    end as block_key_{{ rule.match_key }},
    {%- endfor %}
from link__keys
cross join link__skipped
{% endmacro %}
