{%- set settings = data_first.person_linkage_settings() -%}

with pairs as (
    select * from {{ ref('link_person__pairs') }}
),

patterns as (
    select * from {{ ref('link_person__patterns') }}
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

-- one row a set of rules; pairs of names, as in quality_pairs_by_rule
by_rules as (
    select patterns.rules_satisfied, count(*) as n_pairs,
    from pairs
    inner join patterns on pairs.pattern = patterns.pattern
    group by patterns.rules_satisfied
),

own as (
    select
        rules.match_key,
        sum(by_rules.n_pairs) as n_pairs,
        sum(by_rules.n_pairs) filter (where by_rules.rules_satisfied = rules.bit) as n_only_pairs,
    from rules
    inner join by_rules on by_rules.rules_satisfied & rules.bit > 0
    group by rules.match_key
),

both_found as (
    select
        rules.match_key,
        others.match_key as other_match_key,
        sum(by_rules.n_pairs) as n_pairs,
    from rules
    cross join rules as others
    inner join by_rules
        on
            by_rules.rules_satisfied & rules.bit > 0
            and by_rules.rules_satisfied & others.bit > 0
    group by all
)

select
    rules.match_key,
    rules.blocking_rule,
    others.match_key as other_match_key,
    others.blocking_rule as other_blocking_rule,
    cast(coalesce(own.n_pairs, 0) as bigint) as n_pairs,
    cast(coalesce(own.n_only_pairs, 0) as bigint) as n_only_pairs,
    cast(coalesce(both_found.n_pairs, 0) as bigint) as n_pairs_of_both,
    coalesce(both_found.n_pairs, 0) / own.n_pairs as share_of_pairs,
from rules
cross join rules as others
left join own on rules.match_key = own.match_key
left join both_found
    on
        rules.match_key = both_found.match_key
        and others.match_key = both_found.other_match_key
order by rules.match_key, others.match_key
