{%- set settings = data_first.person_linkage_settings() -%}

{%- for rule in settings.blocking_rules %}
{%- set key = 'block_key_' ~ rule.match_key %}
select
    {{ rule.match_key }} as match_key,
    block_key,
    count(*) as n_identities,
from (
    select {{ 'unnest(' ~ key ~ ')' if rule.explode else key }} as block_key,
    from {{ ref('link_person__blocking_keys') }}
) as keys
where block_key is not null
group by block_key
having count(*) > {{ settings.max_block_size }}
{{ 'union all' if not loop.last }}
{%- endfor %}
