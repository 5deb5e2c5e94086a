{#- The end of the training of all pairs of sources together: link__pooled.

    m is the posterior mean under half a pseudo-match a level (Jeffreys): a level that no match has
    shown is rare, not impossible. A level that neither a compared nor a random pair has shown counts
    as untrained: its m and u are guesses, and their ratio would be strong evidence from nothing. -#}
{% macro _finish_pooled(settings) %}
    {% do run_query('create or replace temp table link__pooled as ' ~ data_first._smoothed_parameters(settings)) %}
{% endmacro %}


{% macro _smoothed_parameters(settings) -%}
with counted as (
    select
        parameters.*,
        coalesce(expected.n_expected, 0) as n_expected,
        coalesce(expected.n_compared, 0) as n_compared,
        {{ data_first.exact_sum(
            'case when parameters.gamma >= 0 then coalesce(expected.n_expected, 0) else 0 end',
            window='partition by parameters.comparison') }} as n_matches,
        parameters.m * n_matches + 0.5 as n_smoothed,
        -- half a random pair is what a sample that shows none counts as
        coalesce(expected.n_compared, 0) > 0 or coalesce(
            random_agreement.n_pairs * case
                when random_agreement.is_exact then 1
                else random_agreement.n_sampled_pairs / nullif(random_agreement.n_known_pairs, 0)
            end,
            0
        ) >= 0.75 as is_known,
    from link__parameters as parameters
    left join link__expected as expected using (pair_group, parameter_index)
    left join link__random_agreement as random_agreement using (pair_group, parameter_index)
),

{{ data_first._fitted_m(settings, 'counted', 'n_smoothed') }}

select
    * exclude (n_smoothed, held_m, is_known),
    gamma >= 0
    and (n_matches >= 1 or held_m is not null)
    and (is_known or held_m is not null or fixed_u is not null) as is_trained,
from fitted
order by parameter_index
{%- endmacro %}


{#- Starts the training by pair of sources: from the parameters of all together, of which each
    borrows `borrowed_matches` pseudo-matches. -#}
{% macro _start_groups(settings) %}
    {% do run_query('create or replace temp table link__parameters as '
        ~ 'select groups.pair_group, parameter_index, comparison, gamma, m, u, fixed_m, fixed_u, fixed_weight, '
        ~ 'case when gamma < 0 then 0.0 else ' ~ settings.training.borrowed_matches ~ ' * m end as prior '
        ~ 'from link__pooled cross join link__all_pairs as groups order by groups.pair_group, parameter_index') %}
    {% do run_query('create or replace temp table link__training_blocks as '
        ~ 'select distinct match_key from link__training_rows') %}
    {% do run_query('create or replace temp table link__training_rows as select * from ('
        ~ data_first._training_rows(settings, by_group=true)
        ~ ') semi join link__training_blocks using (match_key) semi join link__all_pairs using (pair_group)') %}
    {% do run_query('create or replace temp table link__block_shares as '
        ~ 'select distinct training_rows.pair_group, match_key, share from link__training_rows as training_rows '
        ~ 'inner join link__block_shares using (match_key) order by all') %}
{% endmacro %}


{#- Write down what the training hands on (iteration -2): every group's parameters, shares, and what
    they rest on. -#}
{% macro _record_result(settings, round, by_group=false) %}
    {% do run_query('create or replace temp table link__result as ' ~ data_first._result(settings, by_group)) %}
    {% do run_query('insert into link__history select ' ~ round ~ ", -2, parameter, parameter_index, null, pair_group, value "
        ~ 'from (select pair_group, parameter_index, m as m_probability, u as u_probability, '
        ~ 'n_expected as expected_matches, n_compared as compared_pairs, n_random as random_pairs, '
        ~ 'cast(is_exact as double) as is_exact, cast(is_trained as double) as is_trained, '
        ~ 'cast(is_switched as double) as is_switched, u_standard_error from link__result where gamma >= 0) '
        ~ 'unpivot (value for parameter in (m_probability, u_probability, expected_matches, compared_pairs, '
        ~ 'random_pairs, is_exact, is_trained, is_switched, u_standard_error))') %}
    {% do run_query('insert into link__history select ' ~ round ~ ", -2, 'match_share', null, null, pair_group, share "
        ~ 'from link__match_shares') %}
{% endmacro %}


{#- Every level's parameters, of all groups together (0) and of each; where the groups were not
    trained they have those of all. -#}
{% macro _result(settings, by_group) -%}
with results as (
    select
        0 as pair_group, parameter_index, comparison, gamma, m, u, fixed_m, fixed_u, fixed_weight,
        u as pooled_u, n_expected, n_compared, is_trained, false as has_borrowed,
    from link__pooled
    union all
    select
        groups.pair_group,
        pooled.parameter_index,
        pooled.comparison,
        pooled.gamma,
        {%- if by_group %}
        own.m,
        own.u,
        {%- else %}
        pooled.m,
        pooled.u,
        {%- endif %}
        pooled.fixed_m,
        pooled.fixed_u,
        pooled.fixed_weight,
        pooled.u as pooled_u,
        coalesce(expected.n_expected, 0) as n_expected,
        coalesce(expected.n_compared, 0) as n_compared,
        pooled.is_trained,
        {{ by_group }} as has_borrowed,
    from link__pooled as pooled
    cross join link__all_pairs as groups
    {%- if by_group %}
    inner join link__parameters as own
        on
            groups.pair_group = own.pair_group
            and pooled.parameter_index = own.parameter_index
    {%- endif %}
    left join link__expected as expected
        on
            groups.pair_group = expected.pair_group
            and pooled.parameter_index = expected.parameter_index
)

select
    results.*,
    random_agreement.n_pairs as n_random,
    random_agreement.is_exact,
    results.gamma = link__best.gamma as is_best,
    coalesce(bool_or(
        -- a tenth: a level that nearly all pairs reach may stand a little either way
        results.gamma = link__best.gamma and is_trained and m < 0.9 * u
        and fixed_m is null and fixed_u is null and fixed_weight is null
    ) over link__comparison, false) as is_switched,
    -- binomial, of the random pairs and those that the borrowed agreements stand for
    case
        when fixed_u is not null or random_agreement.is_exact then 0
        else sqrt(greatest(u * (1 - u), 0) / nullif(
            coalesce(random_agreement.n_sampled_pairs, 0)
            + case when has_borrowed then {{ settings.training.borrowed_agreements }} / pooled_u else 0 end,
            0
        ))
    end as u_standard_error,
from results
inner join (
    select comparison, max(gamma) as gamma from link__pooled group by comparison
) as link__best
    on results.comparison = link__best.comparison
left join link__random_agreement as random_agreement
    on
        random_agreement.pair_group = case when has_borrowed then results.pair_group else 0 end
        and results.parameter_index = random_agreement.parameter_index
window link__comparison as (partition by results.pair_group, results.comparison)
order by results.pair_group, results.parameter_index
{%- endmacro %}
