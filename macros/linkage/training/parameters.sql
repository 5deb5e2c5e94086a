{#- The trained parameters, one row a level and group: pair_group (0: all pairs of sources together),
    comparison, level_no, gamma, label, parameter_index, m_probability, u_probability, match_weight
    (bits), n_expected_matches, is_trained, tf_term, tf_weight, n_random_pairs, is_exact,
    u_standard_error, n_compared_pairs, is_seen, is_switched.

    A comparison that saw no match at all weighs nothing, unless its m is given. -#}
{% macro parameters(settings, history) %}
with link__levels as (
    {{ data_first._levels(settings) | indent(4) }}
),

link__given_weights as (
    {{ data_first._given_weights(settings) | indent(4) }}
),

link__result as (
    select * from {{ history }} where iteration = -2
),

link__values as (
    -- one row a group and level with both values
    select
        pair_group,
        parameter_index,
        {%- for parameter in [
            'm_probability', 'u_probability', 'expected_matches', 'compared_pairs', 'random_pairs',
            'is_exact', 'is_trained', 'is_switched', 'u_standard_error',
        ] %}
        max(value) filter (where parameter = '{{ parameter }}') as {{ parameter }},
        {%- endfor %}
    from link__result
    where parameter_index is not null
    group by pair_group, parameter_index
),

link__groups as (
    select 0 as pair_group
    union all
    select pair_group from link__result where parameter = 'match_share'
)

select
    link__groups.pair_group,
    link__levels.comparison,
    link__levels.level_no,
    link__levels.gamma,
    link__levels.label,
    link__levels.parameter_index,
    link__values.m_probability,
    link__values.u_probability,
    case
        when link__given_weights.match_weight is not null then link__given_weights.match_weight
        when link__values.is_trained = 1
            then log2(link__values.m_probability / link__values.u_probability)
        else 0
    end as match_weight,
    link__values.expected_matches as n_expected_matches,
    link__values.is_trained = 1 as is_trained,
    link__levels.tf_term,
    link__levels.tf_weight,
    link__values.random_pairs as n_random_pairs,
    link__values.is_exact = 1 as is_exact,
    link__values.u_standard_error,
    link__values.compared_pairs as n_compared_pairs,
    link__values.compared_pairs > 0 as is_seen,
    link__values.is_switched = 1 as is_switched,
from link__groups
cross join link__levels
left join link__values using (pair_group, parameter_index)
left join link__given_weights using (parameter_index)
order by link__groups.pair_group, link__levels.parameter_index
{% endmacro %}
