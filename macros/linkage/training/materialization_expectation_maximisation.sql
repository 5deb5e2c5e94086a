{#- Trains a model and keeps the history: one row a parameter a step.

    The model's SQL holds three statements: `patterns` (pattern, gammas, pair_group, rules_satisfied,
    n_pairs, n_record_pairs), `random agreement` and `all pairs`; a fourth, `given parameters`
    (comparison, gamma, m_probability, u_probability), holds values that training leaves alone.
    Columns of the result: round, iteration, parameter, parameter_index, match_key, pair_group, value.

    A round: EM for m and the blocks' shares of matches with u fixed (its objective cannot fall), then
    the share of matches by group, then u without those matches. Rounds end when u and the shares
    stand still; first for all pairs of sources together, then for each with what it borrows. The
    rows of iteration -2 are what `parameters` and `match_shares` read. -#}
{% materialization expectation_maximisation, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {%- set settings = context[config.require('linkage_settings')]() -%}
    {{ run_hooks(pre_hooks) }}
    {% do run_query('drop table if exists link__given_parameters') %}
    {% do data_first._run_inputs(sql) %}
    {% do data_first.train(settings, this.identifier) %}
    {% do run_query('create or replace table ' ~ building ~ ' as select * from link__history order by all') %}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
