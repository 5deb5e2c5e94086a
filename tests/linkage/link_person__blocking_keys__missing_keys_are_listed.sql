{%- set settings = data_first.person_linkage_settings() -%}

-- A key that an identity has and the joins do not see stands among the skipped blocks: nothing is
-- skipped silently. One row a key that was lost.
with identities as (
    {%- for rule in settings.blocking_rules %}
    {%- set key = data_first._block_key(rule) | indent(8) %}
    select
        identity_id,
        {{ rule.match_key }} as match_key,
        {{ 'unnest(' ~ key ~ ')' if rule.explode else key }} as block_key,
    from {{ ref('link_person__identities') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

joined as (
    {%- for rule in settings.blocking_rules %}
    {%- set key = 'block_key_' ~ rule.match_key %}
    select
        identity_id,
        {{ rule.match_key }} as match_key,
        {{ 'unnest(' ~ key ~ ')' if rule.explode else key }} as block_key,
    from {{ ref('link_person__blocking_keys') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select identities.*
from identities
left join joined
    on
        identities.identity_id = joined.identity_id
        and identities.match_key = joined.match_key
        and identities.block_key = joined.block_key
left join {{ ref('link_person__skipped_blocks') }} as skipped_blocks
    on
        identities.match_key = skipped_blocks.match_key
        and identities.block_key = skipped_blocks.block_key
where
    identities.block_key is not null
    and joined.identity_id is null
    and skipped_blocks.block_key is null
