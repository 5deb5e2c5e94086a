{#- The share of matching record pairs that blocking finds, estimated without labels, by pair of
    sources (pair_group) and over all (pair_group 0): blocking_recall, n_matches_found,
    n_matches_missed, error_dependence, n_least_matches, is_supported.

    Given that two records match, groups of columns agree independently of each other (Fellegi and
    Sunter 1969) but for a frailty of the pair: a record that is bad in one value is bad in others.
    How a group agrees is seen on the expected matches that rules found without looking at it; a
    match is missed where the groups together satisfy no rule. The frailty has a gamma distribution
    of mean 1 and variance `error_dependence` (Clayton 1978), so that a group agrees with
    probability (1 + variance * hazard) ^ (-1 / variance); 0 is independence.

    Which values are there to compare is not estimated but counted, over all records: the two
    records of a match are taken to lack values independently of each other. A block above the size
    limit finds nothing. Of more than ten million pairs some ten million, chosen by a hash, are looked
    at, and n_matches_found is scaled up.

    `identities` has block keys; `weights` is what `pattern_weights()` selects. Without any match
    that was found without looking at a group, all matches speak for it, which is too good:
    `n_least_matches` is the number of matches behind the group that has the fewest, and
    `is_supported` whether they are 20. -#}
{% macro blocking_recall(settings, identities, pairs, weights, n_vectors=500) %}
{%- set groups = data_first._recall_groups(settings) %}
with link__parts as (
    {{ data_first._parts_of_records(groups, identities) | indent(4) }}
),

link__matches as (
    {{ data_first._matches_by_group(groups, pairs, weights) | indent(4) }}
),
{{ data_first._agreement_by_group(settings, groups) }}
{{ data_first._dependence_of_errors(settings, groups) }}
{{ data_first._values_by_pair_group(settings, groups, n_vectors) }}
{{ data_first._fold_of_groups(settings, groups) }}

link__missed as (
    select
        pair_group,
        {{ data_first.exact_sum('case when rules = 0 then probability else 0 end') }}
            / nullif({{ data_first.exact_sum('probability') }}, 0) as share_missed,
    from link__fold_{{ groups | length }}
    group by pair_group
),

link__found as (
    select pair_group, {{ data_first.exact_sum('n_expected') }} as n_matches_found,
    from link__matches
    group by pair_group
),

link__recall as (
    select
        missed.pair_group,
        1 - missed.share_missed as blocking_recall,
        coalesce(found.n_matches_found, 0) as n_matches_found,
        coalesce(found.n_matches_found, 0) * missed.share_missed
            / nullif(1 - missed.share_missed, 0) as n_matches_missed,
    from link__missed as missed
    left join link__found as found using (pair_group)
),

link__all_recall as (
    select * from link__recall
    union all
    select
        0 as pair_group,
        {{ data_first.exact_sum('n_matches_found') }}
            / nullif({{ data_first.exact_sum('n_matches_found + n_matches_missed') }}, 0)
            as blocking_recall,
        coalesce({{ data_first.exact_sum('n_matches_found') }}, 0) as n_matches_found,
        coalesce({{ data_first.exact_sum('n_matches_missed') }}, 0) as n_matches_missed,
    from link__recall
)

select
    link__all_recall.*,
    link__dependence.error_dependence,
    link__support.n_least_matches,
    link__support.n_least_matches >= 20 as is_supported,
from link__all_recall
cross join link__dependence
cross join link__support
order by link__all_recall.pair_group
{% endmacro %}


{#- Every record with its key for each part of a rule. -#}
{% macro _parts_of_records(groups, identities) -%}
select
    *,
    {%- for group in groups %}
    {%- set g = loop.index %}
    {%- for part in group.parts if part.expressions %}
    {%- set key = 'link__part_' ~ g ~ '_' ~ part.match_key %}
    {{ data_first._block_key(part) | indent(4) }} as {{ key }},
    {%- if part.right %}
    {{ data_first._block_key(part, is_right=true) | indent(4) }} as {{ key }}_r,
    {%- endif %}
    {%- endfor %}
    {%- endfor %}
from {{ identities }}
{%- endmacro %}


{#- The bits of a group's rules whose part has a value in a row of link__parts. -#}
{% macro _values_of_group(group, g, row='') -%}
    {%- for part in group.parts %}
    {%- set key = row ~ 'link__part_' ~ g ~ '_' ~ part.match_key %}
    {%- if not part.expressions %}
    {{ 2 ** part.match_key }}::bigint
    {%- else %}
    case when {{ data_first._has_key(part, key) }}
    {%- if part.right %} or {{ data_first._has_key(part, key ~ '_r') }}{% endif %}
        then {{ 2 ** part.match_key }}::bigint else 0 end
    {%- endif %}
    {{- ' +' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{#- Whether a key is there; an empty list is none. -#}
{% macro _has_key(part, key) -%}
    {{ 'coalesce(len(' ~ key ~ '), 0) > 0' if part.arrays else key ~ ' is not null' }}
{%- endmacro %}
