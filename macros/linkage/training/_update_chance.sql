{#- The share of matches by pair of sources, and u without the matches among random pairs.

    share = expected matches among the compared pairs / blocking recall / all pairs.
    u = (random agreement - expected matches at the level) / (all - expected matches), the count form
    of u' = (P - share * m) / (1 - share): every expected match is also one of the random pairs, so
    it cannot fall below zero. At least `least_chance_share` of an agreement is left to chance.
    Returns the largest relative change. -#}
{% macro _update_chance(settings, round) %}
    {%- set options = settings.training -%}
    {% do run_query('create or replace temp table link__weighed as ' ~ data_first._weighed_patterns(settings)) %}
    {%- for pass in range(5) -%}
        {% do run_query('create or replace temp table link__new_match_shares as ' ~ data_first._match_shares(settings, pass == 0 and round == 1)) %}
        {%- if loop.first -%}
            {% do run_query('create or replace temp table link__old_match_shares as select * from link__match_shares') %}
        {%- endif -%}
        {% do run_query('create or replace temp table link__match_shares as select * from link__new_match_shares') %}
    {%- endfor -%}
    {% do run_query('create or replace temp table link__new_parameters as ' ~ data_first._chance_without_matches(settings)) %}
    {%- set moved = run_query(
        'select greatest('
        ~ '(select max(abs(new.u / old.u - 1)) from link__new_parameters as new '
        ~ 'inner join link__parameters as old using (parameter_index)), '
        ~ '(select max(abs(new.share - old.share) / greatest(new.share, old.share)) '
        ~ 'from link__match_shares as new inner join link__old_match_shares as old using (pair_group)))'
    ).columns[0].values()[0] -%}
    {% do run_query('create or replace temp table link__parameters as select * exclude (n_expected_matches) '
        ~ 'from link__new_parameters order by parameter_index') %}
    {% do run_query('insert into link__history select ' ~ round ~ ", -1, 'expected_matches', parameter_index, "
        ~ 'null, null, n_expected_matches from link__new_parameters where gamma >= 0') %}
    {% do return(moved) %}
{% endmacro %}


{#- Every pattern with the sum of ln(m / u) over all comparisons. -#}
{% macro _weighed_patterns(settings) -%}
with weights as (
    select list(ln(m / u) order by parameter_index) as log_ratio, from link__parameters
),

indexed as (
    select
        pair_group,
        {%- for comparison in settings.comparisons %}
        {{ comparison.first_index + 2 }} + gamma_{{ comparison.output_column_name }} as i_{{ loop.index }},
        {%- endfor %}
        cast(sum(n_record_pairs) as double) as n,
    from link__patterns
    where n_record_pairs > 0
    group by all
)

select
    indexed.*,
    {% for comparison in settings.comparisons %}log_ratio[i_{{ loop.index }}]{{ ' + ' if not loop.last }}{% endfor %} as log_ratio,
from indexed
cross join weights
{%- endmacro %}


{#- Expected matches by group at the present shares; the first pass starts from one pair in a
    hundred of those compared. Half a match is added, so that no group is ruled out for ever. -#}
{% macro _match_shares(settings, is_first) -%}
with weighed as (
    select
        link__weighed.pair_group,
        link__weighed.n,
        link__weighed.log_ratio,
        {%- if is_first %}
        0.01 * sum(link__weighed.n) over (partition by pair_group) / match_shares.n_all_pairs as share,
        {%- else %}
        match_shares.share,
        {%- endif %}
    from link__weighed
    inner join link__match_shares as match_shares using (pair_group)
),

expected as (
    select
        pair_group,
        {{ data_first.exact_sum('n / (1 + exp(-(ln(share / (1 - share)) + log_ratio)))') }} as n_expected,
    from weighed
    group by pair_group
)

select
    match_shares.pair_group,
    match_shares.n_all_pairs,
    least(
        (coalesce(expected.n_expected, 0) + 0.5)
        / {{ settings.training.blocking_recall }} / greatest(match_shares.n_all_pairs, 1),
        0.5
    ) as share,
from link__match_shares as match_shares
left join expected using (pair_group)
order by match_shares.pair_group
{%- endmacro %}


{#- u from random agreement less the expected matches at each level. -#}
{% macro _chance_without_matches(settings) -%}
with posteriors as (
    select
        link__weighed.*,
        1 / (1 + exp(-(ln(share / (1 - share)) + log_ratio))) as posterior,
    from link__weighed
    inner join link__match_shares using (pair_group)
),

expected as (
    select parameter_index, {{ data_first.exact_sum('n * posterior') }} as n_expected,
    from (
        select
            unnest([{% for comparison in settings.comparisons %}i_{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}]) as parameter_index,
            n,
            posterior,
        from posteriors
    )
    group by parameter_index
),

chance as (
    select
        parameters.*,
        coalesce(expected.n_expected, 0) as n_expected_matches,
        greatest(
            random_agreement.n_pairs - coalesce(expected.n_expected, 0),
            random_agreement.n_pairs * {{ settings.training.least_chance_share }}
        ) as n_chance,
    from link__parameters as parameters
    left join link__random_agreement as random_agreement using (parameter_index)
    left join expected using (parameter_index)
)

select
    parameter_index,
    comparison,
    gamma,
    m,
    n_expected_matches,
    case
        when gamma < 0 then 1.0
        else greatest(
            coalesce(
                n_chance
                / nullif({{ data_first.exact_sum('n_chance', window='partition by comparison') }}, 0), 0
            ),
            {{ settings.training.least_probability }}
        )
    end as u,
from chance
{%- endmacro %}
