{#- How many of all pairs of records stand at each level of each comparison, matches included, for all
    pairs of sources together (pair_group 0) and for each: pair_group, comparison, gamma,
    parameter_index, n_pairs, n_known_pairs (with both values), n_sampled_pairs (random pairs with
    both values, as many of equal weight would say as much: Kish 1965), is_exact.

    A level that is an equality is counted from the values themselves; the others are what random
    pairs show, scaled to what is left. Pairs that miss a value are left out of a comparison. -#}
{% macro random_agreement(settings, random_pairs, self_pairs, identities) %}
with link__random as (
    select
        {{ data_first.decode_pattern(settings) }}
        n,
        n_squared,
    from (
        select
            pattern,
            cast(sum(n_record_pairs) as double) as n,
            cast(sum(cast(n_record_pairs as hugeint) * n_record_pairs) as double) as n_squared,
        from {{ random_pairs }}
        group by pattern
    )
),

link__self as (
    select
        {{ data_first.decode_pattern(settings) }}
        cast(n_record_pairs as double) as n,
    from {{ self_pairs }}
    where n_record_pairs > 0
),

link__totals as (
    {{ data_first.all_pairs_by_group(settings, identities) | indent(4) }}
),

link__exact as (
    {{ data_first._exact_agreement(settings, identities) | indent(4) }}
),

link__scale as (
    -- random pairs stand for all pairs of records of two profiles
    select
        coalesce(pair_group, 0) as pair_group,
        sum(n_all) as n_all,
        sum(n_self) as n_self,
        sum(n_random) as n_random,
        (sum(n_all) - sum(n_self)) / nullif(sum(n_random), 0) as pairs_a_random_pair,
    from (
        select pair_group, n_all_pairs as n_all, 0 as n_self, 0 as n_random, from link__totals
        union all
        select pair_group, 0, n, 0, from link__self
        union all
        select pair_group, 0, 0, n, from link__random
    )
    group by grouping sets ((pair_group), ())
),

link__sampled as (
    -- counts are whole numbers, so that their sums are the same in any order; scaled afterwards
    {%- for comparison in settings.comparisons %}
    {%- set gamma = 'gamma_' ~ comparison.output_column_name %}
    select
        coalesce(pair_group, 0) as pair_group,
        {{ comparison.first_index + 2 }} + {{ gamma }} as parameter_index,
        sum(n_random) as n_random,
        sum(n_squared) as n_squared,
        sum(n_self) as n_self,
    from (
        select pair_group, {{ gamma }}, n as n_random, n_squared, 0 as n_self, from link__random
        union all
        select pair_group, {{ gamma }}, 0 as n_random, 0 as n_squared, n as n_self, from link__self
    )
    group by grouping sets ((pair_group, {{ gamma }}), ({{ gamma }}))
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

link__levels as (
    {{ data_first._levels(settings) | indent(4) }}
),

link__both as (
    select
        link__scale.*,
        link__levels.comparison,
        link__levels.gamma,
        link__levels.parameter_index,
        -- half a random pair more in all, since a sample cannot say that a level never occurs
        coalesce(link__sampled.n_random, 0) * coalesce(link__scale.pairs_a_random_pair, 0)
            + coalesce(link__sampled.n_self, 0)
            + case when link__scale.pair_group = 0 then 0.5 else 0 end
            * coalesce(link__scale.pairs_a_random_pair, 1) as n_sampled,
        coalesce(link__sampled.n_random, 0) as n_random_known,
        coalesce(link__sampled.n_self, 0) as n_self_known,
        coalesce(link__sampled.n_squared, 0) as n_squared,
        case
            when link__levels.parameter_index in (select parameter_index from link__exact)
                then coalesce(link__exact.n_pairs, 0)
        end as n_exact,
    from link__scale
    cross join link__levels
    left join link__sampled
        on
            link__scale.pair_group = link__sampled.pair_group
            and link__levels.parameter_index = link__sampled.parameter_index
    left join link__exact
        on
            link__scale.pair_group = link__exact.pair_group
            and link__levels.parameter_index = link__exact.parameter_index
    where link__levels.gamma >= 0
),
{{ data_first._known_agreement() }}
{% endmacro %}
