{#- EM over all training blocks at once, u fixed (Fellegi and Sunter 1969; the EM of Enamorado,
    Fifield and Imai 2019 on counts of patterns; pooled over blocks as a composite likelihood), for
    all pairs of sources together or, `by_group`, for each by itself with its pseudo-matches.

    E: posterior = 1 / (1 + exp(-(logit of the block's share + sum of ln(m / u)))).
    M: m is the share of a level among a comparison's expected matches, over all blocks, and its
    pseudo-matches; that maximises log-likelihood + sum of prior * ln(m) (a Dirichlet prior).
    Sums run over integers (units of 2^-40 pairs), so that no order of addition can change them.
    What takes more than twenty iterations is made faster (_accelerate). -#}
{% macro _expectation_maximisation(settings, round, log_name, by_group=false) %}
    {%- set options = settings.training -%}
    {#- by then most rounds are over, which stay plain EM -#}
    {%- set first_remembered = 20 -%}
    {%- set state = namespace(converged=false) -%}
    {% do data_first._start_trail() %}
    {%- for iteration in range(1, options.max_iterations + 1) if not state.converged -%}
        {% do run_query('create or replace temp table link__posteriors as ' ~ data_first._e_step(settings)) %}
        {% do run_query('create or replace temp table link__new_parameters as ' ~ data_first._m_step(settings)) %}
        {% do run_query('create or replace temp table link__new_shares as '
            ~ 'select pair_group, match_key, ' ~ data_first.exact_sum('n * posterior') ~ ' / ' ~ data_first.exact_sum('n')
            ~ ' as share from link__posteriors group by pair_group, match_key') %}
        {%- set change = run_query(
            'select coalesce((select max(abs(new.m - old.m)) from link__new_parameters as new '
            ~ 'inner join link__parameters as old using (pair_group, parameter_index)), 0), '
            ~ 'coalesce((select max(abs(new.share - old.share)) from link__new_shares as new '
            ~ 'inner join link__block_shares as old using (pair_group, match_key)), 0)'
        ).rows[0] -%}
        {% do run_query('insert into link__history ' ~ data_first._objective(round, iteration, by_group)) %}
        {% do run_query('create or replace temp table link__parameters as '
            ~ 'select * from link__new_parameters order by pair_group, parameter_index') %}
        {% do run_query('create or replace temp table link__block_shares as select pair_group, match_key, '
            ~ 'least(greatest(share, 1e-9), 1 - 1e-9) as share from link__new_shares '
            ~ 'order by pair_group, match_key') %}
        {%- set state.converged = ([change[0], change[1]] | max) < options.em_convergence -%}
        {%- if iteration >= first_remembered and not state.converged -%}
            {%- set step = (iteration - first_remembered) % 3 -%}
            {% do data_first._remember_state(step) %}
            {%- if step == 2 -%}
                {% do data_first._accelerate(settings, by_group) %}
            {%- endif -%}
        {%- endif -%}
        {%- if not by_group -%}
            {% do data_first._record_step(round, iteration) %}
        {%- endif -%}
        {%- if state.converged or iteration == options.max_iterations -%}
            {% do run_query('insert into link__history values (' ~ round ~ ', ' ~ iteration ~ ", 'em_converged', "
                ~ 'null, null, null, ' ~ (1 if state.converged else 0) ~ ')') %}
            {%- set objective = run_query('select ' ~ data_first.exact_sum('value') ~ ' from link__history where round = '
                ~ round ~ ' and iteration = ' ~ iteration ~ " and parameter like '%log_likelihood'").columns[0].values()[0] -%}
            {% do log(log_name ~ ': round ' ~ round ~ (' (by pair of sources)' if by_group else '')
                ~ ', EM ' ~ ('converged after ' if state.converged else 'NOT converged after ')
                ~ iteration ~ ' iterations, ' ~ ('penalised ' if by_group else '') ~ 'log-likelihood '
                ~ '%.3f' % objective, info=true) %}
        {%- endif -%}
        {%- if not state.converged and iteration == options.max_iterations -%}
            {% do exceptions.warn(log_name ~ ': EM reached its ' ~ iteration ~ ' iterations in round ' ~ round
                ~ ' without converging; look at the history, or raise training.max_iterations.') %}
        {%- endif -%}
        {%- if state.converged -%}
            {% do data_first._drop_poor_blocks(settings, log_name, by_group) %}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}


{#- What EM maximises, at the values before the step: one row a group, or one for all together. -#}
{% macro _objective(round, iteration, by_group) -%}
with likelihoods as (
    select pair_group, {{ data_first.exact_sum('n * log_likelihood') }} as value
    from link__posteriors
    group by pair_group
),

penalties as (
    -- every group has parameters, also where it has no pairs
    select
        pair_group,
        {{ data_first.exact_sum('case when prior > 0 then prior * ln(m) else 0 end') }} as value,
    from link__parameters
    group by pair_group
)

select
    {{ round }} as round,
    {{ iteration }} as iteration,
    '{{ 'penalised_' if by_group }}log_likelihood' as parameter,
    null::integer as parameter_index,
    null::integer as match_key,
    pair_group,
    coalesce(likelihoods.value, 0) + penalties.value as value,
from penalties
left join likelihoods using (pair_group)
{%- endmacro %}


{#- A block with hardly any match does not train: its rows leave, and the log says so. -#}
{% macro _drop_poor_blocks(settings, log_name, by_group=false) %}
    {%- set poor = run_query('select match_key, share, pair_group from link__block_shares where share < '
        ~ settings.training.minimum_block_match_share ~ ' order by match_key, pair_group') -%}
    {%- if by_group -%}
        {#- a group without any block has the parameters of all groups -#}
        {% do run_query('delete from link__training_rows where (match_key, pair_group) in '
            ~ '(select (match_key, pair_group) from link__block_shares where share < '
            ~ settings.training.minimum_block_match_share ~ ')') %}
        {%- if poor.rows -%}
            {% do log(log_name ~ ': ' ~ poor.rows | length ~ ' blocks of a pair of sources have hardly any '
                ~ 'match; they do not train', info=true) %}
        {%- endif -%}
        {% do return('') %}
    {%- endif -%}
    {%- for row in poor.rows if poor.rows | length < settings.blocking_rules | length -%}
        {% do log(log_name ~ ': rule ' ~ row[0] ~ ', ' ~ settings.blocking_rules[row[0]].label
            ~ ': only ' ~ '%.4f' % row[1] ~ ' of its pairs match; it does not train', info=true) %}
        {% do run_query('delete from link__training_rows where match_key = ' ~ row[0]) %}
    {%- endfor -%}
{% endmacro %}
