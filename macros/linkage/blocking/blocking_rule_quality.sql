{#- What each rule is worth, from patterns alone: match_key, blocking_rule, n_pairs (that satisfy
    it), n_pairs_new (that no earlier rule found), n_pairs_only (that no other rule finds), the same
    of expected matches (n_matches, n_matches_new, n_matches_only), share_of_matches (of those that
    any rule finds: the rule's own recall), share_of_matches_only, pairs_per_match and
    pairs_per_match_only (what it costs to keep the rule, in pairs per match that would be lost).

    Expected matches are pairs of records with the probability of their pattern, term frequency
    aside; those inside one profile, which blocking does not have to find, are left out
    (`self_pairs`). `weights` is what `pattern_weights()` selects. -#}
{% macro blocking_rule_quality(settings, patterns, weights, self_pairs=none) %}
with link__inside as (
    {%- if self_pairs is none %}
    select 0 as pattern, 0 as n_record_pairs, where false
    {%- else %}
    select pattern, sum(n_record_pairs) as n_record_pairs,
    from {{ self_pairs }}
    group by pattern
    {%- endif %}
),

link__weighed as (
    select
        patterns.rules_satisfied,
        patterns.n_pairs,
        (patterns.n_record_pairs - coalesce(link__inside.n_record_pairs, 0))
            * weights.match_probability as n_matches,
    from {{ patterns }} as patterns
    inner join (
        {{ data_first._pattern_posteriors(weights) | indent(8) }}
    ) as weights using (pattern)
    left join link__inside using (pattern)
    -- pairs inside profiles are in no block
    where patterns.n_pairs > 0
),

link__rules as (
    {%- for rule in settings.blocking_rules %}
    select
        {{ rule.match_key }} as match_key,
        {{ data_first._text(rule.label) }} as blocking_rule,
        {{ 2 ** rule.match_key }}::bigint as bit,
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

link__counted as (
    {%- set new = 'weighed.rules_satisfied & (rules.bit - 1) = 0' %}
    {%- set only = 'weighed.rules_satisfied = rules.bit' %}
    select
        rules.match_key,
        rules.blocking_rule,
        cast(coalesce(sum(weighed.n_pairs), 0) as bigint) as n_pairs,
        cast(coalesce(sum(weighed.n_pairs) filter (where {{ new }}), 0) as bigint) as n_pairs_new,
        cast(coalesce(sum(weighed.n_pairs) filter (where {{ only }}), 0) as bigint)
            as n_pairs_only,
        coalesce({{ data_first.exact_sum('weighed.n_matches') }}, 0) as n_matches,
        coalesce({{ data_first.exact_sum(
            'case when ' ~ new ~ ' then weighed.n_matches else 0 end') }}, 0) as n_matches_new,
        coalesce({{ data_first.exact_sum(
            'case when ' ~ only ~ ' then weighed.n_matches else 0 end') }}, 0) as n_matches_only,
    from link__rules as rules
    left join link__weighed as weighed
        on weighed.rules_satisfied & rules.bit > 0
    group by rules.match_key, rules.blocking_rule
)

select
    match_key,
    blocking_rule,
    n_pairs,
    n_pairs_new,
    n_pairs_only,
    n_matches,
    n_matches_new,
    n_matches_only,
    n_matches / nullif(total.n_matches_found, 0) as share_of_matches,
    n_matches_only / nullif(total.n_matches_found, 0) as share_of_matches_only,
    n_pairs / nullif(n_matches, 0) as pairs_per_match,
    n_pairs_only / nullif(n_matches_only, 0) as pairs_per_match_only,
from link__counted
cross join (
    select {{ data_first.exact_sum('n_matches') }} as n_matches_found, from link__weighed
) as total
order by match_key
{% endmacro %}
