{#- Term frequencies over people, as far as people are known before them: connected components.

    Statements: `values` (profile_id and the terms' columns), `nodes` (node_id: the profile_id),
    `edges` (node_l, node_r). Result: term, value, tf, n_entities. -#}
{% materialization term_frequencies, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {%- set settings = context[config.require('linkage_settings')]() -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_inputs(sql) %}
    {% do data_first.connected_components() %}
    {% do run_query('create or replace temp table link__terms_of_people as '
        ~ 'select v.*, c.component_id as link__person from link__values as v '
        ~ 'inner join link__components as c on v.profile_id = c.node_id') %}
    {% do run_query('create or replace table ' ~ building ~ ' as select * from ('
        ~ data_first.term_frequencies(settings, 'link__terms_of_people', ['link__person'])
        ~ ') order by term, value') %}
    {%- set counts = run_query('select count(*), (select count(distinct link__person) from link__terms_of_people) from ' ~ building).rows[0] -%}
    {% do log(this.identifier ~ ': ' ~ '{:,}'.format(counts[0] | int) ~ ' values of '
        ~ '{:,}'.format(counts[1] | int) ~ ' people', info=true) %}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
