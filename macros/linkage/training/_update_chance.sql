{#- The share of matches by pair of sources, and u without the matches among random pairs.

    share = expected matches among the compared pairs / blocking recall / all pairs.
    u = (random agreement - expected matches at the level) / (all - expected matches), the count form
    of u' = (P - share * m) / (1 - share): every expected match is also one of the random pairs, so
    it cannot fall below zero. At least `least_chance_share` of an agreement is left to chance.
    Returns the largest relative change. -#}
{% macro _update_chance(settings, round, by_group=false) %}
    {% do run_query('create or replace temp table link__old_match_shares as select * from link__match_shares') %}
    {% do data_first._expect_matches(settings, is_first=(round == 1), by_group=by_group) %}
    {% do run_query('create or replace temp table link__new_parameters as '
        ~ (data_first._group_chance(settings) if by_group else data_first._pooled_chance(settings))) %}
    {%- set moved = run_query(
        'select greatest('
        ~ '(select max(abs(new.u / old.u - 1)) from link__new_parameters as new '
        ~ 'inner join link__parameters as old using (pair_group, parameter_index)), '
        ~ '(select max(abs(new.share - old.share) / greatest(new.share, old.share)) '
        ~ 'from link__match_shares as new inner join link__old_match_shares as old using (pair_group)))'
    ).columns[0].values()[0] -%}
    {% do run_query('create or replace temp table link__parameters as select * '
        ~ 'from link__new_parameters order by pair_group, parameter_index') %}
    {% do return(moved) %}
{% endmacro %}


{#- Shares of matches, link__match_shares, and the matches and compared pairs at each level,
    link__expected (pair_group 0: all together), at the present m and u. -#}
{% macro _expect_matches(settings, is_first=false, by_group=false) %}
    {% do run_query('create or replace temp table link__weighed as ' ~ data_first._weighed_patterns(settings, by_group)) %}
    {%- for pass in range(5) -%}
        {% do run_query('create or replace temp table link__new_match_shares as '
            ~ data_first._match_shares(settings, pass == 0 and is_first)) %}
        {% do run_query('create or replace temp table link__match_shares as select * from link__new_match_shares') %}
    {%- endfor -%}
    {% do run_query('create or replace temp table link__expected as ' ~ data_first._expected_matches(settings)) %}
{% endmacro %}


{#- Every pattern with the sum of ln(m / u) over all comparisons. -#}
{% macro _weighed_patterns(settings, by_group=false) -%}
with weights as (
    {{ data_first._log_ratios() | indent(4) }}
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
inner join weights
    on weights.pair_group = {{ 'indexed.pair_group' if by_group else '0' }}
{%- endmacro %}


{#- Expected matches by group at the present shares; the first pass starts from one pair in a
    hundred of those compared. Half a match is added, so that no group is ruled out for ever. -#}
{% macro _match_shares(settings, is_first) -%}
    {%- set given = settings.training.probability_two_random_records_match -%}
    {%- if given is not none -%}
select pair_group, n_all_pairs, {{ given }}::double as share,
from link__match_shares
order by pair_group
    {%- else -%}
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
    {%- endif -%}
{%- endmacro %}


{#- Matches expected and pairs compared at each level, by group and (0) in all. -#}
{% macro _expected_matches(settings) -%}
with posteriors as (
    select
        link__weighed.*,
        1 / (1 + exp(-(ln(share / (1 - share)) + log_ratio))) as posterior,
    from link__weighed
    inner join link__match_shares using (pair_group)
)

select
    coalesce(pair_group, 0) as pair_group,
    parameter_index,
    {{ data_first.exact_sum('n * posterior') }} as n_expected,
    cast(sum(cast(n as hugeint)) as double) as n_compared,
from (
    select
        pair_group,
        unnest([{% for comparison in settings.comparisons %}i_{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}]) as parameter_index,
        n,
        posterior,
    from posteriors
)
group by grouping sets ((pair_group, parameter_index), (parameter_index))
{%- endmacro %}
