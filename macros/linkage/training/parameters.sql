{#- The trained parameters, one row a level: comparison, level_no, gamma, label, parameter_index,
    m_probability, u_probability, match_weight (bits), n_expected_matches, is_trained, tf_term,
    tf_weight, n_random_pairs, is_exact.

    m is the posterior mean under half a pseudo-match a level (Jeffreys): a level that no match has
    shown is rare, not impossible. A comparison that saw no match at all weighs nothing. -#}
{% macro parameters(settings, history, random_agreement) %}
with link__levels as (
    {{ data_first._levels(settings) | indent(4) }}
),

link__last_round as (
    -- iteration -1 is the end of a round; a model without pairs has one state, round 0
    select * from {{ history }}
    qualify dense_rank() over (order by round desc, iteration = -1 desc, iteration desc) = 1
),

link__values as (
    select
        parameter_index,
        max(value) filter (where parameter = 'm_probability') as m_probability,
        max(value) filter (where parameter = 'u_probability') as u_probability,
        coalesce(max(value) filter (where parameter = 'expected_matches'), 0) as n_expected_matches,
    from link__last_round
    where parameter_index is not null
    group by parameter_index
),

link__smoothed as (
    select
        link__levels.*,
        link__values.n_expected_matches,
        link__values.u_probability,
        {{ data_first.exact_sum('link__values.n_expected_matches', window='link__comparison') }}
            as n_matches,
        (link__values.m_probability * n_matches + 0.5)
            / (n_matches + 0.5 * count(*) over link__comparison) as m_probability,
    from link__levels
    inner join link__values using (parameter_index)
    window link__comparison as (partition by link__levels.comparison)
)

select
    link__levels.comparison,
    link__levels.level_no,
    link__levels.gamma,
    link__levels.label,
    link__levels.parameter_index,
    link__smoothed.m_probability,
    link__smoothed.u_probability,
    case
        when link__smoothed.n_matches >= 1
            then log2(link__smoothed.m_probability / link__smoothed.u_probability)
        else 0
    end as match_weight,
    link__smoothed.n_expected_matches,
    link__smoothed.n_matches >= 1 as is_trained,
    link__levels.tf_term,
    link__levels.tf_weight,
    random_agreement.n_pairs as n_random_pairs,
    random_agreement.is_exact,
from link__levels
left join link__smoothed using (parameter_index)
left join {{ random_agreement }} as random_agreement using (parameter_index)
order by link__levels.parameter_index
{% endmacro %}
