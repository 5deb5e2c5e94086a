{%- set settings = data_first.person_linkage_settings() -%}

with pairs as (
    select * from {{ ref('link_person__pairs') }}
),

pattern_weights as (
    select * from {{ ref('link_person__pattern_weights') }}
),

skipped_blocks as (
    select * from {{ ref('link_person__skipped_blocks') }}
),

blocking_keys as (
    select * from {{ ref('link_person__blocking_keys') }}
),

true_pairs as (
    select * from {{ ref('quality_true_pairs') }}
),

rules as (
    {% for rule in settings.blocking_rules %}
    select
        {{ rule.match_key }} as match_key,
        '{{ rule.label }}' as blocking_rule,
        {{ 2 ** rule.match_key }} as bit,
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
),

-- Pairs of names; what stands for pairs of records are those of two main names.
patterns as (
    select pattern, count(*) as n_pairs, sum(n_record_pairs) as n_record_pairs,
    from pairs
    group by pattern
),

weighed as (
    select
        pattern_weights.rules_satisfied,
        patterns.n_pairs,
        patterns.n_record_pairs,
        patterns.n_record_pairs * {{ data_first.match_probability('pattern_weights.match_weight') }}
            as n_estimated_matches,
    from patterns
    inner join pattern_weights on patterns.pattern = pattern_weights.pattern
),

-- A rule's own pairs satisfy it; its new pairs satisfy no rule before it.
found as (
    select
        rules.match_key,
        cast(sum(weighed.n_pairs) as bigint) as n_pairs,
        cast(sum(weighed.n_record_pairs) as bigint) as n_record_pairs,
        {{ data_first.exact_sum('weighed.n_estimated_matches') }} as n_estimated_matches,
        cast(sum(weighed.n_pairs) filter (where weighed.rules_satisfied % rules.bit = 0) as bigint)
            as n_new_pairs,
    from rules
    inner join weighed on weighed.rules_satisfied & rules.bit > 0
    group by rules.match_key
),

truly_found as (
    select
        rules.match_key,
        cast(sum(true_pairs.n_record_pairs) as bigint) as n_true_matches,
        cast(
            sum(true_pairs.n_record_pairs) filter (where true_pairs.rules_satisfied % rules.bit = 0)
            as bigint
        ) as n_new_true_matches,
    from rules
    inner join true_pairs on true_pairs.rules_satisfied & rules.bit > 0
    group by rules.match_key
),

all_true_pairs as (
    -- pairs inside one profile need no rule
    select nullif(sum(n_record_pairs), 0) as n_true_pairs,
    from true_pairs
    where reached_by <> 'one profile'
),

largest_blocks as (
    {% for rule in settings.blocking_rules %}
    select
        {{ rule.match_key }} as match_key,
        max(n_identities) as n_names_in_largest_block,
    from (
        select count(*) as n_identities,
        from (
            {% set key = 'block_key_' ~ rule.match_key %}
            select {{ 'unnest(' ~ key ~ ')' if rule.explode else key }} as block_key,
            from blocking_keys
        ) as keys
        where block_key is not null
        group by block_key
    ) as blocks
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
),

skipped as (
    select
        match_key,
        count(*) as n_skipped_blocks,
        cast(sum(n_identities) as bigint) as n_names_in_skipped_blocks,
    from skipped_blocks
    group by match_key
),

final as (
    select
        rules.match_key,
        rules.blocking_rule,
        coalesce(found.n_pairs, 0) as n_pairs,
        coalesce(found.n_new_pairs, 0) as n_new_pairs,
        cast(sum(coalesce(found.n_new_pairs, 0)) over running as bigint) as n_cumulative_pairs,
        coalesce(found.n_new_pairs, 0) / nullif(sum(found.n_new_pairs) over (), 0)
            as share_of_new_pairs,
        coalesce(found.n_record_pairs, 0) as n_record_pairs,
        coalesce(found.n_estimated_matches, 0) as n_estimated_matches,
        case
            when all_true_pairs.n_true_pairs is not null
                then coalesce(truly_found.n_true_matches, 0)
        end as n_true_matches,
        case
            when all_true_pairs.n_true_pairs is not null
                then coalesce(truly_found.n_new_true_matches, 0)
        end as n_new_true_matches,
        coalesce(truly_found.n_new_true_matches, 0) / all_true_pairs.n_true_pairs
            as marginal_recall,
        sum(coalesce(truly_found.n_new_true_matches, 0)) over running / all_true_pairs.n_true_pairs
            as cumulative_recall,
        coalesce(largest_blocks.n_names_in_largest_block, 0) as n_names_in_largest_block,
        coalesce(skipped.n_skipped_blocks, 0) as n_skipped_blocks,
        coalesce(skipped.n_names_in_skipped_blocks, 0) as n_names_in_skipped_blocks,
    from rules
    cross join all_true_pairs
    left join found on rules.match_key = found.match_key
    left join truly_found on rules.match_key = truly_found.match_key
    left join largest_blocks on rules.match_key = largest_blocks.match_key
    left join skipped on rules.match_key = skipped.match_key
    window running as (order by rules.match_key)
)

select * from final
order by match_key
