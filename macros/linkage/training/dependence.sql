{#- How far two comparisons agree with each other beyond what the model takes for granted: one row a
    pair of comparisons, the worst first.

    The model multiplies m over comparisons among matches, and u among others; that holds where
    comparisons are independent given the class. Every compared pair counts as a match by its
    probability, as another by the rest. Inside a block and a pair of sources the joint counts of two
    comparisons that the block leaves open are held against the product of their margins.

    bits: mutual information less what chance makes of it (degrees of freedom / 2N ln 2; Miller
    1955), the mean of log2(observed / expected): by so many bits does the sum of the two weights
    misstate a pair of the class on average. worst: the cell with the largest residual
    (observed - expected) / sqrt(expected), summed over blocks (the bivariate residuals of latent
    class models; Vermunt and Magidson 2005). Two comparisons are dependent where the bits of matches
    reach `dependence_bits`, or those of others a fifth of it (most others disagree on both, which
    dilutes the mean), and chance does not explain them. -#}
{% macro dependence(settings, patterns, parameters, match_shares) %}
with link__weights as (
    select pair_group, list(match_weight order by parameter_index) as weights,
    from {{ parameters }}
    group by pair_group
),

link__weighed as (
    -- one row a pattern with its probability of a match
    select
        patterns.*,
        cast(n_record_pairs as double) as n,
        {{ data_first.match_probability('prior_match_weight' ~ data_first._summed_weights(settings)) }}
            as match_probability,
    from {{ patterns }} as patterns
    inner join {{ match_shares }} as match_shares using (pair_group)
    inner join link__weights using (pair_group)
    where n_record_pairs > 0
),

link__joint as (
    -- one row a pair of comparisons, block, pair of sources and pair of levels
    {%- for l, r in data_first._open_pairs(settings) %}
    select
        {{ loop.index }} as pair_no,
        match_key,
        pair_group,
        gamma_{{ l.output_column_name }} as gamma_l,
        gamma_{{ r.output_column_name }} as gamma_r,
        {{ data_first.exact_sum('n * match_probability') }} as matches,
        {{ data_first.exact_sum('n * (1 - match_probability)') }} as others,
    from link__weighed
    inner join (
        select unnest({{ data_first._open_rules(settings, [l, r]) }}) as match_key
    ) on rules_satisfied & (1::bigint << match_key) > 0
    where gamma_l >= 0 and gamma_r >= 0
    group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

link__counts as (
    select * from link__joint unpivot (n for class in (matches, others))
),

{{ data_first._residuals() }},

link__classes as (
    select
        pair_no,
        class,
        n_pairs,
        (information - degrees / (2 * ln(2.0))) / n_pairs as bits,
        (2 * ln(2.0) * information - degrees) / sqrt(2 * degrees) as z,
        gamma_l,
        gamma_r,
        n_observed as observed,
        n_expected as expected,
        coalesce(
            bits >= {{ settings.training.dependence_bits }} / case class when 'others' then 5 else 1 end
            and z > 5,
            false
        ) as is_dependent,
    from link__information
    inner join link__worst using (pair_no, class)
),

link__pairs as (
    {%- for l, r in data_first._open_pairs(settings) %}
    select
        {{ loop.index }} as pair_no,
        '{{ l.output_column_name }}' as comparison_l,
        '{{ r.output_column_name }}' as comparison_r,
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

link__labels as (
    {{ data_first._levels(settings) | indent(4) }}
)

select
    link__pairs.comparison_l,
    link__pairs.comparison_r,
    {%- for class in ['matches', 'others'] %}
    {{ class }}.n_pairs as n_{{ class }},
    {{ class }}.bits as {{ class }}_bits,
    {{ class }}_l.label as {{ class }}_worst_level_l,
    {{ class }}_r.label as {{ class }}_worst_level_r,
    {{ class }}.observed as {{ class }}_observed,
    {{ class }}.expected as {{ class }}_expected,
    {%- endfor %}
    coalesce(matches.is_dependent, false) or coalesce(others.is_dependent, false) as is_dependent,
from link__pairs
{%- for class in ['matches', 'others'] %}
left join link__classes as {{ class }}
    on link__pairs.pair_no = {{ class }}.pair_no and {{ class }}.class = '{{ class }}'
{%- for side in ['l', 'r'] %}
left join link__labels as {{ class }}_{{ side }}
    on
        link__pairs.comparison_{{ side }} = {{ class }}_{{ side }}.comparison
        and {{ class }}.gamma_{{ side }} = {{ class }}_{{ side }}.gamma
{%- endfor %}
{%- endfor %}
order by
    greatest(coalesce(matches.bits, 0), coalesce(others.bits, 0)) desc,
    link__pairs.pair_no
{% endmacro %}
