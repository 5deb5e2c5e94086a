{#- How right the pairs are that reach a threshold, and how many matches they miss, expected from the
    posteriors without labels: one row a pair of sources (pair_group, 0: all) and threshold.

    Of the pairs at or above a threshold, the sum of their match probabilities are matches; the rest
    is the false discovery rate. What matches lie below, among all compared pairs, is the false
    negative rate (both of Enamorado, Fifield and Imai 2019). Matches that blocking did
    not find are added by its recall: of `blocking_recall` (what blocking_recall() selects), or the
    setting training.blocking_recall.

    Numbers are of pairs of records of two profiles. Kept pairs count by their own probability, term
    frequency included; the compared pairs together by that of their patterns, of which term
    frequency only divides the matches among the pairs. The answer is as good as the model: where
    comparisons depend on each other (`dependence`), probabilities are too near 0 and 1. -#}
{% macro expected_accuracy(
    settings, pairs, identities, pattern_weights, scored_pairs, blocking_recall=none, thresholds=none
) %}
{%- set thresholds = data_first._accuracy_thresholds(settings, thresholds) %}
{%- set recall = settings.training.blocking_recall ~ '::double' %}
{%- if blocking_recall is not none %}
    {%- set recall = 'coalesce(recall.blocking_recall, ' ~ recall ~ ')' %}
{%- endif %}
with link__sizes as (
    select profile_id, n_records, from {{ identities }} where is_main
),

link__kept as (
    -- kept pairs of records by the highest threshold that they reach
    select
        scored.pair_group,
        list_max(list_filter(
            [{{ thresholds | join(', ') }}]::double[],
            lambda threshold: threshold <= scored.match_probability
        )) as threshold,
        cast(sum(l.n_records * r.n_records) as double) as n_pairs,
        {{ data_first.exact_sum('l.n_records * r.n_records * scored.match_probability') }} as n_matches,
    from {{ scored_pairs }} as scored
    inner join link__sizes as l on scored.profile_id_l = l.profile_id
    inner join link__sizes as r on scored.profile_id_r = r.profile_id
    group by all
),

link__compared as (
    -- matches expected among all compared pairs of records
    select
        weights.pair_group,
        {{ data_first.exact_sum('pairs.n_record_pairs * weights.match_probability') }} as n_matches,
    from (
        select pattern, cast(sum(n_record_pairs) as double) as n_record_pairs,
        from {{ pairs }}
        group by pattern
    ) as pairs
    inner join (
        {{ data_first._pattern_posteriors(pattern_weights) | indent(8) }}
    ) as weights on pairs.pattern = weights.pattern
    group by weights.pair_group
),

link__totals as (
    -- one row a pair of sources; no fewer matches than the kept pairs hold
    select
        compared.pair_group,
        greatest(compared.n_matches, coalesce(kept.n_matches, 0)) as n_compared_matches,
        n_compared_matches / {{ recall }} as n_all_matches,
    from link__compared as compared
    left join (
        select pair_group, {{ data_first.exact_sum('n_matches') }} as n_matches,
        from link__kept
        group by pair_group
    ) as kept on compared.pair_group = kept.pair_group
    {%- if blocking_recall is not none %}
    left join (
        select pair_group, blocking_recall, from {{ blocking_recall }} where blocking_recall > 0
    ) as recall on compared.pair_group = recall.pair_group
    {%- endif %}
),

link__grid as (
    -- one row a pair of sources and threshold, with what lies between it and the next
    select
        link__totals.pair_group,
        thresholds.threshold,
        coalesce(link__kept.n_pairs, 0) as n_pairs,
        coalesce(link__kept.n_matches, 0) as n_matches,
        n_compared_matches,
        n_all_matches,
    from link__totals
    cross join (select unnest([{{ thresholds | join(', ') }}]::double[]) as threshold) as thresholds
    left join link__kept
        on
            link__totals.pair_group = link__kept.pair_group
            and thresholds.threshold = link__kept.threshold
),

link__steps as (
    select * from link__grid
    union all
    select
        0 as pair_group,
        threshold,
        {%- for number in ['n_pairs', 'n_matches', 'n_compared_matches', 'n_all_matches'] %}
        {{ data_first.exact_sum(number) }} as {{ number }},
        {%- endfor %}
    from link__grid
    group by threshold
),

link__reached as (
    select
        pair_group,
        threshold,
        {%- for number in ['n_pairs', 'n_matches'] %}
        {{ data_first.exact_sum(
            number, window='partition by pair_group order by threshold desc'
        ) }} as {{ number }},
        {%- endfor %}
        n_compared_matches,
        n_all_matches,
    from link__steps
)

select
    pair_group,
    threshold as match_probability,
    cast(n_pairs as bigint) as n_pairs,
    n_matches as n_matches_found,
    greatest(n_pairs - n_matches, 0) as n_false_links,
    n_compared_matches - n_matches as n_matches_below,
    n_all_matches - n_compared_matches as n_matches_not_compared,
    n_matches / nullif(n_pairs, 0) as expected_precision,
    n_matches / nullif(n_all_matches, 0) as expected_recall,
from link__reached
order by pair_group, match_probability
{% endmacro %}


{#- The thresholds, rising: as given, or the three levels of the settings and some more. A pair below
    keep_match_weight is not kept, so that no threshold can be below it. -#}
{% macro _accuracy_thresholds(settings, thresholds) %}
    {%- set keep = settings.clustering.keep_match_weight -%}
    {%- set least = 1 / (1 + 2 ** (-keep)) - 1e-9 -%}
    {%- for threshold in thresholds or [] -%}
        {%- if not (threshold is number and least <= threshold < 1) -%}
            {%- do exceptions.raise_compiler_error(
                "Linkage model '" ~ settings.model ~ "', expected_accuracy: thresholds has "
                ~ threshold ~ '; use match probabilities below 1 and of at least '
                ~ '%.6g' % (least + 1e-9) ~ ', the probability of clustering.keep_match_weight ('
                ~ keep ~ ' bits), under which pairs are not kept.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set clustering = settings.clustering -%}
    {%- set found = [] -%}
    {%- for threshold in (thresholds or [
        0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, clustering.match_probability_low,
        clustering.match_probability_medium, clustering.match_probability_high,
    ]) | sort if threshold >= least and threshold not in found -%}
        {%- do found.append(threshold) -%}
    {%- endfor -%}
    {% do return(found) %}
{% endmacro %}
