{#- A model's edges with `is_bridge`: whether their cluster falls in two without this one pair.

    Statement: `edges` (node_l, node_r and any other columns), one row a pair that reaches the
    threshold and whose ends are in one cluster.
    Result: the columns of the statement, is_bridge. -#}
{% materialization edge_metrics, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_inputs(sql) %}
    {% do data_first.find_bridges() %}
    {% do run_query('create or replace table ' ~ building ~ ' as select e.*, b.node_l is not null as is_bridge '
        ~ 'from link__edges as e left join link__bridges as b '
        ~ 'on least(e.node_l, e.node_r) = b.node_l and greatest(e.node_l, e.node_r) = b.node_r '
        ~ 'order by e.node_l, e.node_r') %}
    {%- set n = run_query('select count(*), count(*) filter (where is_bridge) from ' ~ building).rows[0] -%}
    {% do log(this.identifier ~ ': ' ~ n[0] ~ ' edges, ' ~ n[1] ~ ' of them bridges', info=true) %}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
