{#- The waterfall of any two profiles, found by blocking or not: columns as those of
    explained_pairs(), with rules_satisfied (the rules that find the pair, a bit each).

    `keys` are the identities with block keys; without tf columns they need `term_frequencies`.
    Profiles with several names are compared by all of them, and the best pair of names is shown; a
    profile is compared with itself by its main name. -#}
{% macro explained_pair(
    settings, keys, parameters, match_shares, profile_l, profile_r, term_frequencies=none
) %}
{%- set is_same = profile_l | string == profile_r | string %}
{%- set sides = 'explain__sides' %}
{%- set from_clause %}
from {{ sides }} as l
inner join {{ sides }} as r
{%- if is_same %}
    on l.identity_id = r.identity_id
where l.is_main
{%- else %}
    on l.identity_id < r.identity_id
where l.profile_id <> r.profile_id
{%- endif %}
{%- endset %}
with explain__keys as (
    select * from {{ keys }} where profile_id in ({{ profile_l }}, {{ profile_r }})
),

explain__sides as (
    {{ data_first._with_frequencies(settings, 'explain__keys', term_frequencies) | indent(4) }}
),

explain__pairs as (
    {{ data_first.compare_pairs(settings, from_clause, '1::bigint') | indent(4) }}
),

explain__pattern_weights as (
    {{ data_first.pattern_weights(
        settings, 'explain__pairs', parameters, match_shares
    ) | indent(4) }}
),

explain__scored as (
    {{ data_first.score_pairs(
        settings, 'explain__pairs', 'explain__sides', 'explain__pattern_weights', parameters,
        names_tried=not is_same
    ) | indent(4) }}
),

explain__waterfall as (
    {{ data_first.explained_pairs(
        settings, 'explain__scored', 'explain__sides', parameters, match_shares,
        names_tried=not is_same
    ) | indent(4) }}
)

select
    *,
    (select coalesce(bit_or(rules_satisfied), 0) from explain__pattern_weights) as rules_satisfied,
from explain__waterfall
{% endmacro %}
