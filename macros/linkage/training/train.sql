{#- The training loop over temporary tables link__patterns, link__random_agreement, link__all_pairs.
    Leaves link__history. -#}
{% macro train(settings, log_name) %}
    {%- set options = settings.training -%}
    {% do data_first._start_training(settings) %}
    {%- set n_pairs = run_query('select coalesce(sum(n), 0) from link__training_rows').columns[0].values()[0] -%}
    {%- if n_pairs == 0 -%}
        {% do exceptions.warn(
            log_name ~ ': no candidate pair in any training block, so the model keeps its starting values.'
        ) %}
        {% do data_first._record_history(0, 0) %}
        {% do return('') %}
    {%- endif -%}
    {%- set state = namespace(settled=false) -%}
    {%- for round in range(1, options.max_rounds + 1) if not state.settled -%}
        {% do data_first._expectation_maximisation(settings, round, log_name) %}
        {%- set moved = data_first._update_chance(settings, round) -%}
        {% do data_first._record_history(round, -1) %}
        {% do log(log_name ~ ': round ' ~ round ~ ': u and shares of matches moved by ' ~ '%.6f' % moved, info=true) %}
        {%- set state.settled = moved < options.em_convergence * 10 -%}
    {%- endfor -%}
    {%- if not state.settled -%}
        {% do exceptions.warn(
            log_name ~ ': u and the shares of matches still move after ' ~ options.max_rounds
            ~ ' rounds; look at the history, or raise training.max_rounds.'
        ) %}
    {%- endif -%}
{% endmacro %}


{#- Starting values and the rows that EM reads.

    link__parameters: parameter_index (1 ..), comparison, gamma, m, u (1 and 1 where missing).
    link__training_rows: one row a block and pattern of the comparisons that the block leaves open:
    match_key, i_1 … i_C (parameter indices), n. -#}
{% macro _start_training(settings) %}
    {% do run_query('create or replace temp table link__parameters as ' ~ data_first._starting_parameters(settings)) %}
    {% do run_query('create or replace temp table link__training_rows as ' ~ data_first._training_rows(settings)) %}
    {% do run_query('create or replace temp table link__block_shares as '
        ~ 'select distinct match_key, 0.5::double as share from link__training_rows') %}
    {% do run_query('create or replace temp table link__match_shares as '
        ~ 'select pair_group, n_all_pairs, 0.0::double as share from link__all_pairs') %}
    {% do run_query('create or replace temp table link__history ('
        ~ 'round integer, iteration integer, parameter varchar, parameter_index integer, '
        ~ 'match_key integer, pair_group integer, value double)') %}
{% endmacro %}


{#- m starts high on the best level and falls by a factor of three a level; u is chance agreement. -#}
{% macro _starting_parameters(settings) -%}
with levels as (
    {{ data_first._levels(settings) | indent(4) }}
),

shares as (
    select
        levels.*,
        coalesce(random_agreement.n_pairs, 0) as n_random,
        case when levels.gamma < 0 then 0 else pow(3.0, levels.gamma) end as start,
    from levels
    left join link__random_agreement as random_agreement using (parameter_index)
)

select
    parameter_index,
    comparison,
    gamma,
    case
        when gamma < 0 then 1.0
        else start / sum(start) over (partition by comparison)
    end as m,
    case
        when gamma < 0 then 1.0
        else greatest(
            coalesce(n_random / nullif({{ data_first.exact_sum('n_random', window='partition by comparison') }}, 0), 0),
            {{ settings.training.least_probability }}
        )
    end as u,
from shares
order by parameter_index
{%- endmacro %}


{#- Patterns by training block; comparisons that the block fixes count as missing there. -#}
{% macro _training_rows(settings) -%}
    {%- for rule in settings.blocking_rules if rule.trains %}
select
    {{ rule.match_key }} as match_key,
    {%- for comparison in settings.comparisons %}
    {%- if comparison.output_column_name in rule.touches %}
    {{ comparison.first_index + 1 }} as i_{{ loop.index }},
    {%- else %}
    {{ comparison.first_index + 2 }} + gamma_{{ comparison.output_column_name }} as i_{{ loop.index }},
    {%- endif %}
    {%- endfor %}
    cast(sum(n_record_pairs) as double) as n,
from link__patterns
where rules_satisfied & {{ 2 ** rule.match_key }} > 0 and n_record_pairs > 0
group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}
order by all
{%- endmacro %}
