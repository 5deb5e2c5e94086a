{#- The training loop over temporary tables link__patterns, link__random_agreement, link__all_pairs
    and, where parameters are given, link__given_parameters. Leaves link__history and link__result.

    First all pairs of sources together, then each by itself, borrowing from all. -#}
{% macro train(settings, log_name) %}
    {%- set options = settings.training -%}
    {% do data_first._start_training(settings) %}
    {%- set n_pairs = run_query('select coalesce(sum(n), 0) from link__training_rows').columns[0].values()[0] -%}
    {%- if n_pairs == 0 -%}
        {% do exceptions.warn(
            log_name ~ ': no candidate pair in any training block, so the model keeps its starting values.'
        ) %}
        {% do data_first._record_round(0, 0) %}
        {% do data_first._finish_pooled(settings) %}
        {% do data_first._record_result(settings, 0) %}
        {% do return('') %}
    {%- endif -%}
    {%- set last_round = data_first._train_rounds(settings, log_name, 1) -%}
    {% do data_first._finish_pooled(settings) %}
    {%- set n_groups = run_query('select count(*) from link__all_pairs').columns[0].values()[0] -%}
    {%- if options.parameters_by_group and n_groups > 1 -%}
        {% do data_first._start_groups(settings) %}
        {%- set last_round = data_first._train_rounds(settings, log_name, last_round + 1, by_group=true) -%}
        {% do data_first._record_result(settings, last_round, by_group=true) %}
    {%- else -%}
        {% do data_first._record_result(settings, last_round) %}
    {%- endif -%}
    {% do data_first._warn_of_switched_labels(log_name) %}
{% endmacro %}


{#- Rounds of EM, shares of matches and u, until u and the shares stand still. Returns the number of
    the last round. -#}
{% macro _train_rounds(settings, log_name, first_round, by_group=false) %}
    {%- set options = settings.training -%}
    {%- set of_what = ' (by pair of sources)' if by_group else '' -%}
    {%- set state = namespace(settled=false, round=first_round) -%}
    {%- for round in range(first_round, first_round + options.max_rounds) if not state.settled -%}
        {%- set state.round = round -%}
        {% do data_first._expectation_maximisation(settings, round, log_name, by_group) %}
        {%- set moved = data_first._update_chance(settings, round, by_group) -%}
        {% do data_first._record_round(round, -1, by_group) %}
        {% do log(log_name ~ ': round ' ~ round ~ of_what ~ ': u and shares of matches moved by '
            ~ '%.6f' % moved, info=true) %}
        {%- set state.settled = moved < options.em_convergence * 10 -%}
    {%- endfor -%}
    {% do run_query('insert into link__history values (' ~ state.round ~ ", -1, 'rounds_converged', "
        ~ 'null, null, null, ' ~ (1 if state.settled else 0) ~ ')') %}
    {%- if not state.settled -%}
        {% do exceptions.warn(
            log_name ~ ': u and the shares of matches still move after ' ~ options.max_rounds
            ~ ' rounds' ~ of_what ~ '; look at the history, or raise training.max_rounds.'
        ) %}
    {%- endif -%}
    {% do return(state.round) %}
{% endmacro %}


{#- Tells of comparisons whose best level is rarer among matches than among others. -#}
{% macro _warn_of_switched_labels(log_name) %}
    {%- set switched = run_query(
        'select comparison, pair_group, m, u from link__result '
        ~ 'where is_switched and is_best order by pair_group, parameter_index'
    ) -%}
    {%- for row in switched.rows -%}
        {% do exceptions.warn(
            log_name ~ ": the best level of '" ~ row[0] ~ "' is rarer among matches (m "
            ~ '%.3g' % row[2] ~ ') than among others (u ' ~ '%.3g' % row[3] ~ ')'
            ~ (', pair_group ' ~ row[1] if row[1] else '')
            ~ ': matches and others may have changed places; give the level an m_probability to start'
            ~ ' from, or raise training.starting_ratio.'
        ) %}
    {%- endfor -%}
{% endmacro %}
