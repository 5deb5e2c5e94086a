{#- Connected components of the model's edges, none larger than `max_component` nodes.

    Statements: `nodes` (node_id), `edges` (node_l, node_r, weight_units). Where a component is too
    large, its edges must weigh one bit more, and so on until the parts fit; `least_weight` says how
    much was asked for, and a warning names how many components that touched.
    Result: node_id, component_id (smallest node), n_nodes, least_weight. -#}
{% materialization capped_components, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {%- set options = context[config.require('linkage_settings')]().clustering -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_inputs(sql) %}
    {% do run_query('create or replace temp table link__all_nodes as select * from link__nodes') %}
    {% do run_query('create or replace temp table link__all_edges as select * from link__edges') %}
    {% do run_query('create or replace temp table link__settled ('
        ~ 'node_id bigint, component_id bigint, n_nodes bigint, least_weight double)') %}
    {%- set state = namespace(n_left=1, least_weight=options.keep_match_weight, n_raised=0) -%}
    {%- for step in range(200) if state.n_left > 0 -%}
        {% do data_first.connected_components() %}
        {% do run_query('create or replace temp table link__sized as select *, count(*) over (partition by component_id) as n_nodes from link__components') %}
        {% do run_query('insert into link__settled select node_id, component_id, n_nodes, ' ~ state.least_weight
            ~ ' from link__sized where n_nodes <= ' ~ options.max_component) %}
        {% do run_query('create or replace temp table link__nodes as select node_id from link__sized where n_nodes > ' ~ options.max_component) %}
        {%- set counts = run_query('select count(*), (select count(distinct component_id) from link__sized where n_nodes > '
            ~ options.max_component ~ ') from link__nodes').rows[0] -%}
        {%- set state.n_left = counts[0] | int -%}
        {%- if state.n_left > 0 -%}
            {%- set state.least_weight = state.least_weight + 1 -%}
            {%- set state.n_raised = state.n_raised + (counts[1] | int) -%}
            {% do log(this.identifier ~ ': ' ~ counts[1] ~ ' components above ' ~ options.max_component
                ~ ' nodes; their edges must weigh ' ~ state.least_weight ~ ' bits', info=true) %}
            {% do run_query('create or replace temp table link__edges as select e.* from link__all_edges as e '
                ~ 'inner join link__nodes as l on e.node_l = l.node_id inner join link__nodes as r on e.node_r = r.node_id '
                ~ 'where e.weight_units >= ' ~ state.least_weight ~ ' * 1048576') %}
        {%- endif -%}
    {%- endfor -%}
    {% do run_query('create or replace table ' ~ building ~ ' as select * from link__settled order by node_id') %}
    {%- set summary = run_query('select count(distinct component_id), max(n_nodes) from link__settled').rows[0] -%}
    {% do log(this.identifier ~ ': ' ~ summary[0] ~ ' components, the largest of ' ~ summary[1] ~ ' nodes', info=true) %}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{#- Put a model's statements into temporary tables link__<label>. -#}
{% macro _run_inputs(sql) %}
    {%- for input in data_first._split_statements(sql) -%}
        {% do run_query('create or replace temp table link__' ~ input.label | replace(' ', '_') ~ ' as ' ~ input.sql) %}
    {%- endfor -%}
{% endmacro %}
