{#- The blocks that are too large to compare: match_key, blocking_rule, block_key, n_identities.

    Their keys are made null before any join, so that a later rule can still find their pairs. With
    `are_keyed` that has happened to the identities: only those without a key can have lost it. -#}
{% macro skipped_blocks(settings, identities, are_keyed=false) %}
{%- for rule in settings.blocking_rules %}
{%- set key = 'block_key_' ~ rule.match_key %}
{%- set members = identities if not are_keyed or rule.arrays
    else '(select * from ' ~ identities ~ ' where ' ~ key ~ ' is null'
        ~ (' or ' ~ key ~ '_r is null' if rule.right else '') ~ ')' %}
select
    {{ rule.match_key }} as match_key,
    {{ data_first._text(rule.label) }} as blocking_rule,
    block_key,
    n_identities,
from (
    {{ data_first._block_members(rule, members, settings.max_block_size) | indent(4) }}
)
where {{ data_first._is_too_large(settings, rule) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endmacro %}


{#- How many identities a rule's blocks have: block_key, n_identities; where the two records have
    expressions of their own n_l and n_r too, which n_identities adds up.

    `above` leaves out blocks that are surely no larger: keys are first counted by their remainder, of
    which there are a million, and not each by itself, of which there may be as many as records. -#}
{% macro _block_members(rule, identities, above=none) -%}
{%- set n_remainders = 1048576 -%}
select
    block_key,
    count(*) as n_identities,
    {%- if rule.right %}
    count(*) filter (where not is_right) as n_l,
    count(*) filter (where is_right) as n_r,
    {%- endif %}
from (
    {{ data_first._keys_of_rule(rule, identities) | indent(4) }}
)
where
    block_key is not null
    {%- if above is not none %}
    and block_key % {{ n_remainders }} in (
        select block_key % {{ n_remainders }} as remainder,
        from (
            {{ data_first._keys_of_rule(rule, identities) | indent(12) }}
        )
        where block_key is not null
        group by remainder
        having count(*) > {{ above }}
    )
    {%- endif %}
group by block_key
{%- endmacro %}


{#- A row an identity and key of a rule, with the columns named; `is_right` where the two records
    have expressions of their own. `are_keyed` reads the columns of `with_block_keys()`. -#}
{% macro _keys_of_rule(rule, identities, columns=[], are_keyed=false) -%}
{%- for is_right in ([false, true] if rule.right else [false]) %}
{%- set key = 'block_key_' ~ rule.match_key ~ ('_r' if is_right else '') if are_keyed
    else data_first._block_key(rule, is_right) %}
select
    {%- for column in columns %}
    {{ column }},
    {%- endfor %}
    {{ 'unnest(' ~ key ~ ')' if rule.arrays else key }} as block_key,
    {{ is_right | lower }} as is_right,
from {{ identities }}
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- endmacro %}


{#- Whether a block of `_block_members()` is above the limit. A block of a rule with expressions of
    its own for the other record may give as many pairs as any other block at the limit. -#}
{% macro _is_too_large(settings, rule) -%}
    {%- if rule.right -%}
        n_l * n_r > {{ settings.max_block_size * (settings.max_block_size - 1) // 2 }}
    {%- else -%}
        n_identities > {{ settings.max_block_size }}
    {%- endif -%}
{%- endmacro %}
