{#- How many pairs each rule would compare, from the sizes of its blocks alone: match_key,
    blocking_rule, n_blocks, largest_block, n_pairs (of this rule alone, after the size limit),
    n_skipped_blocks, n_skipped_pairs, n_pairs_so_far (of this rule and those before it),
    is_upper_bound.

    n_pairs is exact but where it says that it is a bound: a rule over arrays or with expressions
    for either record may find a pair twice, a further condition drops some. n_pairs_so_far counts
    a pair with every rule that finds it. -#}
{% macro blocking_forecast(settings, identities) %}
with link__forecast as (
    {%- for rule in settings.blocking_rules %}
    {{ data_first._forecast_of_rule(settings, rule, identities) | indent(4) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    match_key,
    blocking_rule,
    n_blocks,
    largest_block,
    n_pairs,
    n_skipped_blocks,
    n_skipped_pairs,
    cast(sum(n_pairs) over (order by match_key) as bigint) as n_pairs_so_far,
    is_upper_bound,
from link__forecast
order by match_key
{% endmacro %}


{#- The row of one rule. `are_keyed` reads the columns of `with_block_keys()`, in which the blocks
    above the limit are gone. -#}
{% macro _forecast_of_rule(settings, rule, identities, are_keyed=false) -%}
select
    {{ rule.match_key }} as match_key,
    {{ data_first._text(rule.label) }} as blocking_rule,
    count(*) filter (where not is_skipped) as n_blocks,
    coalesce(max(n_identities), 0) as largest_block,
    cast(coalesce(sum(n_pairs) filter (where not is_skipped), 0) as bigint) as n_pairs,
    count(*) filter (where is_skipped) as n_skipped_blocks,
    cast(coalesce(sum(n_pairs) filter (where is_skipped), 0) as bigint) as n_skipped_pairs,
    {{ 'true' if rule.arrays or rule.right or rule.where else 'false' }} as is_upper_bound,
from (
    select *, {{ data_first._is_too_large(settings, rule) }} as is_skipped,
    from (
        {{ data_first._pairs_by_block(settings, rule, identities, are_keyed) | indent(8) }}
    )
    where n_pairs > 0
)
{%- endmacro %}


{#- The pairs of every block, by counting: block_key, n_identities, n_pairs. -#}
{% macro _pairs_by_block(settings, rule, identities, are_keyed) -%}
{%- if rule.right -%}
    {{ data_first._pairs_by_block_with_sides(settings, rule, identities, are_keyed) }}
{%- else -%}
select
    block_key,
    cast(blocks.n as bigint) as n_identities,
    {%- if settings.link_type == 'link_only' %}
    cast((blocks.n * blocks.n - blocks.n_squares) // 2 as bigint) as n_pairs,
    {%- elif settings.link_type == 'dedupe_only' %}
    cast((blocks.n_squares - blocks.n) // 2 - coalesce(same.n_pairs, 0) as bigint) as n_pairs,
    {%- else %}
    cast((blocks.n * blocks.n - blocks.n) // 2 - coalesce(same.n_pairs, 0) as bigint) as n_pairs,
    {%- endif %}
from (
    {%- set keys = data_first._keys_of_rule(
        rule, identities, ['source_id', 'profile_id', 'n_names'], are_keyed) %}
    {%- if settings.link_type == 'link_and_dedupe' %}
    select block_key, count(*)::hugeint as n,
    from ({{ keys | indent(4) }})
    where block_key is not null
    group by block_key
    {%- else %}
    select block_key, sum(n) as n, sum(n * n) as n_squares,
    from (
        select block_key, source_id, count(*) as n,
        from ({{ keys | indent(8) }})
        where block_key is not null
        group by block_key, source_id
    )
    group by block_key
    {%- endif %}
) as blocks
left join (
    -- names of one profile are no pair
    select block_key, sum(n * (n - 1) // 2) as n_pairs,
    from (
        select block_key, profile_id, count(*) as n,
        from ({{ keys | indent(8) }})
        where block_key is not null and n_names > 1
        group by block_key, profile_id
    )
    where n > 1
    group by block_key
) as same using (block_key)
{%- endif -%}
{%- endmacro %}


{#- The same where the two records have expressions of their own: all of them, less those inside a
    source or between sources by the link type, less those of a profile with itself. -#}
{% macro _pairs_by_block_with_sides(settings, rule, identities, are_keyed) -%}
select
    block_key,
    cast(sum(n_l) as bigint) as n_l,
    cast(sum(n_r) as bigint) as n_r,
    cast(sum(n_l + n_r) as bigint) as n_identities,
    cast(
        {%- if settings.link_type == 'link_only' %}
        sum(n_l) * sum(n_r) - sum(n_l * n_r)
        {%- elif settings.link_type == 'dedupe_only' %}
        sum(n_l * n_r) - sum(n_inside)
        {%- else %}
        sum(n_l) * sum(n_r) - sum(n_inside)
        {%- endif %} as bigint
    ) as n_pairs,
from (
    select
        block_key,
        source_id,
        sum(n_l) as n_l,
        sum(n_r) as n_r,
        sum(n_l * n_r) as n_inside,
    from (
        select
            block_key,
            source_id,
            profile_id,
            count(*) filter (where not is_right) as n_l,
            count(*) filter (where is_right) as n_r,
        from (
            {{ data_first._keys_of_rule(
                rule, identities, ['source_id', 'profile_id'], are_keyed) | indent(12) }}
        )
        where block_key is not null
        group by block_key, source_id, profile_id
    )
    group by block_key, source_id
)
group by block_key
{%- endmacro %}
