{#- Connected components of the model's edges, none larger than `max_component` nodes:
    `capped_components`.

    Statements: `nodes` (node_id), `edges` (node_l, node_r, weight_units); `overrides` (node_l, node_r,
    decision), which may be left out.
    Result: node_id, component_id (smallest node), n_nodes, least_weight. -#}
{% materialization capped_components, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {%- set options = context[config.require('linkage_settings')]().clustering -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_inputs(sql) %}
    {% do data_first.capped_components(options, this.identifier) %}
    {% do run_query('create or replace table ' ~ building ~ ' as select * from link__settled order by node_id') %}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
