{#- The end of random_agreement: what is known of each comparison, and the rest shared out.

    How many pairs of a group have both values is what its random pairs show, and a hundred more
    that are as those of all groups. -#}
{% macro _known_agreement() -%}
link__known as (
    select
        *,
        sum(n_random_known) over link__comparison as n_comparison_random,
        sum(n_self_known) over link__comparison as n_comparison_self,
        {{ data_first.exact_sum('n_sampled', window='link__comparison') }} as n_comparison_sampled,
        {{ data_first.exact_sum('coalesce(n_exact, 0)', window='link__comparison') }} as n_counted,
        {{ data_first.exact_sum(
            'case when n_exact is null then n_sampled else 0 end', window='link__comparison'
        ) }} as n_not_counted,
        sum(n_squared) over link__comparison as n_comparison_squared,
    from link__both
    window link__comparison as (partition by pair_group, comparison)
),

link__shares as (
    select comparison, max(n_comparison_random / nullif(n_random, 0)) as known_share,
    from link__known
    where pair_group = 0
    group by comparison
),

link__all as (
    select
        link__known.*,
        case
            when pair_group = 0 then greatest(n_comparison_sampled, n_counted)
            else greatest(
                n_comparison_self + (n_all - n_self)
                * (n_comparison_random + 100 * coalesce(known_share, 0)) / (n_random + 100),
                n_counted
            )
        end as n_known_pairs,
    from link__known
    inner join link__shares using (comparison)
)

-- what is not counted exactly shares the rest as the sample does
select
    pair_group,
    comparison,
    gamma,
    parameter_index,
    coalesce(
        n_exact,
        n_sampled * greatest(0, n_known_pairs - n_counted) / nullif(n_not_counted, 0),
        0
    ) as n_pairs,
    n_known_pairs,
    coalesce(n_comparison_random * n_comparison_random / nullif(n_comparison_squared, 0), 0)
        as n_sampled_pairs,
    n_exact is not null as is_exact,
from link__all
{%- endmacro %}
