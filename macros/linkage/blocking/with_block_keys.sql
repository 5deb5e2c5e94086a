{#- The rows of a relation with one column `block_key_<match_key>` a rule; null where the record has
    no key or its block is too large (`skipped`). A rule whose two records have expressions of their
    own has a second column, `block_key_<match_key>_r`. -#}
{% macro with_block_keys(settings, identities, skipped) %}
with link__skipped as (
    select
        {%- for rule in settings.blocking_rules %}
        list(block_key) filter (where match_key = {{ rule.match_key }})
            as keys_{{ rule.match_key }},
        {%- endfor %}
    from {{ skipped }}
),

link__keys as (
    select
        *,
        {%- for rule in settings.blocking_rules %}
        {{ data_first._block_key(rule) | indent(8) }} as link__key_{{ rule.match_key }},
        {%- if rule.right %}
        {{ data_first._block_key(rule, is_right=true) | indent(8) }}
            as link__key_{{ rule.match_key }}_r,
        {%- endif %}
        {%- endfor %}
    from {{ identities }}
)

select
    link__keys.* exclude (
        {%- for rule in settings.blocking_rules %}
        link__key_{{ rule.match_key }}{{ ', link__key_' ~ rule.match_key ~ '_r' if rule.right }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    ),
    {%- for rule in settings.blocking_rules %}
    {%- set skip = 'link__skipped.keys_' ~ rule.match_key %}
    {%- for suffix in (['', '_r'] if rule.right else ['']) %}
    {%- set key = 'link__key_' ~ rule.match_key ~ suffix %}
    case
        when {{ skip }} is null then {{ key }}
        {%- if rule.arrays %}
        else list_filter({{ key }}, lambda block_key: not list_contains({{ skip }}, block_key))
        {%- else %}
        when not list_contains({{ skip }}, {{ key }}) then {{ key }}
        {%- endif %}
    end as block_key_{{ rule.match_key }}{{ suffix }},
    {%- endfor %}
    {%- endfor %}
from link__keys
cross join link__skipped
{% endmacro %}
