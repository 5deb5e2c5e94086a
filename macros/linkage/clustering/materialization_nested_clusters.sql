{#- Clusters at three nested levels, with plain components beside each: `nested_clusters`.

    Statements: `nodes` (node_id; source_dataset where a setting speaks of data sets), `pairs` (node_l,
    node_r, weight_units, n_pairs): all pairs of nodes that may come together; `overrides` (node_l,
    node_r, decision), which may be left out.
    Result: node_id, cluster_low, component_low, cluster_medium, component_medium, cluster_high,
    component_high; an id is its smallest node. -#}
{% materialization nested_clusters, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {%- set options = context[config.require('linkage_settings')]().clustering -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_inputs(sql) %}
    {% do data_first.nested_clusters(options, this.identifier) %}
    {% do run_query('create or replace table ' ~ building ~ ' as select * from link__levels order by node_id') %}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
