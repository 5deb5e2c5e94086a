{#- u from random agreement less the expected matches at each level, all pairs of sources together. -#}
{% macro _pooled_chance(settings) -%}
with chance as (
    select
        parameters.*,
        greatest(
            random_agreement.n_pairs - coalesce(expected.n_expected, 0),
            random_agreement.n_pairs * {{ settings.training.least_chance_share }}
        ) as n_chance,
    from link__parameters as parameters
    left join link__random_agreement as random_agreement using (pair_group, parameter_index)
    left join link__expected as expected using (pair_group, parameter_index)
),

shares as (
    {{ data_first._share_out(settings, 'chance', 'u', 'n_chance', 'fixed_u') | indent(4) }}
),

{{ data_first._fitted_m(settings, 'shares', 'm') }}

-- what m may be depends on u
select * exclude (n_chance, held_m) from fitted
{%- endmacro %}


{#- The u of each pair of sources: that of all together times how much oftener chance agrees here,
    (observed + a) / (expected + a), with a = `borrowed_agreements`: the mean of a ratio with a gamma
    prior of mean 1, given a Poisson count (Gelman et al., Bayesian Data Analysis, 2.6).

    Counts are of pairs where the level is counted exactly, else of random pairs, since a sampled
    pair is one observation however many it stands for. -#}
{% macro _group_chance(settings) -%}
    {%- set borrowed = settings.training.borrowed_agreements %}
with agreement as (
    select
        parameters.*,
        pooled.u as pooled_u,
        random_agreement.n_pairs - coalesce(expected.n_expected, 0) as n_without_matches,
        random_agreement.n_pairs * {{ settings.training.least_chance_share }} as n_least,
        random_agreement.n_known_pairs,
        {{ data_first.exact_sum(
            'case when parameters.gamma >= 0 then coalesce(expected.n_expected, 0) else 0 end',
            window='partition by parameters.pair_group, parameters.comparison') }} as n_matches,
        -- pairs that one observation stands for; null where nothing was observed
        case
            when random_agreement.is_exact then 1
            else random_agreement.n_known_pairs / nullif(random_agreement.n_sampled_pairs, 0)
        end as unit,
    from link__parameters as parameters
    inner join link__pooled as pooled using (parameter_index)
    left join link__random_agreement as random_agreement
        on
            parameters.pair_group = random_agreement.pair_group
            and parameters.parameter_index = random_agreement.parameter_index
    left join link__expected as expected
        on
            parameters.pair_group = expected.pair_group
            and parameters.parameter_index = expected.parameter_index
),

observed as (
    select
        * exclude (pooled_u, n_without_matches, n_least, n_known_pairs, n_matches, unit),
        coalesce(greatest(n_without_matches, n_least) / unit, 0) as n_observed,
        coalesce(pooled_u * greatest(n_known_pairs - n_matches, 0) / unit, 0) as n_expected,
        pooled_u,
    from agreement
),

chance as (
    select
        * exclude (pooled_u, n_observed, n_expected),
        pooled_u * coalesce(
            (n_observed + {{ borrowed }}) / nullif(n_expected + {{ borrowed }}, 0), 1
        ) as n_chance,
    from observed
),

shares as (
    {{ data_first._share_out(settings, 'chance', 'u', 'n_chance', 'fixed_u') | indent(4) }}
),

{{ data_first._fitted_m(settings, 'shares', 'm') }}

-- what m may be depends on u
select * exclude (n_chance, held_m) from fitted
{%- endmacro %}
