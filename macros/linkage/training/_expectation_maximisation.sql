{#- EM over all training blocks at once, u fixed (Fellegi and Sunter 1969; the EM of Enamorado,
    Fifield and Imai 2019 on counts of patterns; pooled over blocks as a composite likelihood).

    E: posterior = 1 / (1 + exp(-(logit of the block's share + sum of ln(m / u)))).
    M: m is the share of a level among a comparison's expected matches, over all blocks.
    Sums run over integers (units of 2^-40 pairs), so that no order of addition can change them. -#}
{% macro _expectation_maximisation(settings, round, log_name) %}
    {%- set options = settings.training -%}
    {%- set state = namespace(converged=false) -%}
    {%- for iteration in range(1, options.max_iterations + 1) if not state.converged -%}
        {% do run_query('create or replace temp table link__posteriors as ' ~ data_first._e_step(settings)) %}
        {% do run_query('create or replace temp table link__new_parameters as ' ~ data_first._m_step(settings)) %}
        {% do run_query('create or replace temp table link__new_shares as '
            ~ 'select match_key, ' ~ data_first.exact_sum('n * posterior') ~ ' / ' ~ data_first.exact_sum('n')
            ~ ' as share from link__posteriors group by match_key') %}
        {%- set change = run_query(
            'select coalesce((select max(abs(new.m - old.m)) from link__new_parameters as new '
            ~ 'inner join link__parameters as old using (parameter_index)), 0), '
            ~ '(select ' ~ data_first.exact_sum('n * log_likelihood') ~ ' from link__posteriors), '
            ~ '(select max(abs(new.share - old.share)) from link__new_shares as new '
            ~ 'inner join link__block_shares as old using (match_key))'
        ).rows[0] -%}
        {% do run_query('insert into link__history values (' ~ round ~ ', ' ~ iteration
            ~ ", 'log_likelihood', null, null, null, " ~ change[1] ~ ')') %}
        {% do run_query('create or replace temp table link__parameters as select * from link__new_parameters order by parameter_index') %}
        {% do run_query('create or replace temp table link__block_shares as select match_key, '
            ~ 'least(greatest(share, 1e-9), 1 - 1e-9) as share from link__new_shares order by match_key') %}
        {% do data_first._record_history(round, iteration) %}
        {%- set largest = [change[0], change[2]] | max -%}
        {%- set state.converged = largest < options.em_convergence -%}
        {%- if state.converged or iteration == options.max_iterations -%}
            {% do log(log_name ~ ': round ' ~ round ~ ', EM ' ~ ('converged after ' if state.converged else 'NOT converged after ')
                ~ iteration ~ ' iterations, log-likelihood ' ~ '%.3f' % change[1], info=true) %}
        {%- endif -%}
        {%- if not state.converged and iteration == options.max_iterations -%}
            {% do exceptions.warn(log_name ~ ': EM reached its ' ~ iteration ~ ' iterations in round ' ~ round
                ~ ' without converging; look at the history, or raise training.max_iterations.') %}
        {%- endif -%}
        {%- if state.converged -%}
            {% do data_first._drop_poor_blocks(settings, log_name) %}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}


{#- Posterior and log-likelihood of every training row. -#}
{% macro _e_step(settings) -%}
with weights as (
    select
        list(ln(m / u) order by parameter_index) as log_ratio,
        list(ln(u) order by parameter_index) as log_u,
    from link__parameters
),

evidence as (
    select
        training_rows.*,
        block_shares.share,
        {% for comparison in settings.comparisons %}log_ratio[i_{{ loop.index }}]{{ ' + ' if not loop.last }}{% endfor %} as log_ratio,
        {% for comparison in settings.comparisons %}log_u[i_{{ loop.index }}]{{ ' + ' if not loop.last }}{% endfor %} as log_u,
    from link__training_rows as training_rows
    inner join link__block_shares as block_shares using (match_key)
    cross join weights
),

odds as (
    select *, ln(share / (1 - share)) + log_ratio as log_odds, from evidence
)

select
    * exclude (share, log_ratio, log_u, log_odds),
    1 / (1 + exp(-log_odds)) as posterior,
    -- ln(share * m + (1 - share) * u), without underflow
    log_u + ln(1 - share) + greatest(log_odds, 0) + ln(1 + exp(-abs(log_odds))) as log_likelihood,
from odds
{%- endmacro %}


{#- Expected counts pooled over blocks, made shares within each comparison. -#}
{% macro _m_step(settings) -%}
with expected as (
    select parameter_index, {{ data_first.exact_sum('n * posterior') }} as n_expected,
    from (
        select
            unnest([{% for comparison in settings.comparisons %}i_{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}]) as parameter_index,
            n,
            posterior,
        from link__posteriors
    )
    group by parameter_index
),

counted as (
    select
        parameters.*,
        case when parameters.gamma < 0 then 0 else coalesce(expected.n_expected, 0) end as n_expected,
    from link__parameters as parameters
    left join expected using (parameter_index)
),

shares as (
    -- a comparison without any expected match keeps its m
    select
        * exclude (m, n_expected),
        case
            when gamma < 0 then 1.0
            when {{ data_first.exact_sum('n_expected', window='partition by comparison') }} = 0 then m
            else greatest(
                n_expected / {{ data_first.exact_sum('n_expected', window='partition by comparison') }},
                {{ settings.training.least_probability }}
            )
        end as m,
    from counted
)

select parameter_index, comparison, gamma, m, u, from shares
{%- endmacro %}


{#- A block with hardly any match does not train: its rows leave, and the log says so. -#}
{% macro _drop_poor_blocks(settings, log_name) %}
    {%- set poor = run_query('select match_key, share from link__block_shares where share < '
        ~ settings.training.minimum_block_match_share ~ ' order by match_key') -%}
    {%- for row in poor.rows if poor.rows | length < settings.blocking_rules | length -%}
        {% do log(log_name ~ ': rule ' ~ row[0] ~ ', ' ~ settings.blocking_rules[row[0]].label
            ~ ': only ' ~ '%.4f' % row[1] ~ ' of its pairs match; it does not train', info=true) %}
        {% do run_query('delete from link__training_rows where match_key = ' ~ row[0]) %}
    {%- endfor -%}
{% endmacro %}


{#- Write down the state after a step; iteration -1 stands for the end of a round. -#}
{% macro _record_history(round, iteration) %}
    {% do run_query(
        'insert into link__history '
        ~ 'select ' ~ round ~ ', ' ~ iteration ~ ", 'm_probability', parameter_index, null, null, m "
        ~ 'from link__parameters where gamma >= 0 union all '
        ~ 'select ' ~ round ~ ', ' ~ iteration ~ ", 'block_match_share', null, match_key, null, share "
        ~ 'from link__block_shares'
    ) %}
    {%- if iteration < 1 -%}
        {% do run_query(
            'insert into link__history '
            ~ 'select ' ~ round ~ ', ' ~ iteration ~ ", 'u_probability', parameter_index, null, null, u "
            ~ 'from link__parameters where gamma >= 0 union all '
            ~ 'select ' ~ round ~ ', ' ~ iteration ~ ", 'match_share', null, null, pair_group, share "
            ~ 'from link__match_shares'
        ) %}
    {%- endif -%}
{% endmacro %}
