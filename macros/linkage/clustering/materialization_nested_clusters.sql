{#- Clusters at three nested levels, with plain components beside each: `nested_clusters`.

    Statements: `nodes` (node_id; source_dataset where a setting speaks of data sets), `pairs` (node_l,
    node_r, weight_units, n_pairs): all pairs of nodes that may come together; `overrides` (node_l,
    node_r, decision), which may be left out. After a line `-- part: <label>` statements begin anew: what
    has no pair in common may be clustered in turn where it is too much for memory at once.
    Result: node_id, cluster_low, component_low, cluster_medium, component_medium, cluster_high,
    component_high; an id is its smallest node. -#}
{% materialization nested_clusters, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {%- set options = context[config.require('linkage_settings')]().clustering -%}
    {{ run_hooks(pre_hooks) }}
    {%- for part in data_first._split_parts(sql) -%}
        {% do data_first._run_inputs(part.sql) %}
        {% do data_first.nested_clusters(options, this.identifier ~ part.label) %}
        {% do run_query(('create or replace table ' ~ building ~ ' as' if loop.first
            else 'insert into ' ~ building ~ ' by name') ~ ' select * from link__levels order by node_id') %}
        {% do data_first._drop_temp_tables() %}
    {%- endfor -%}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{#- A model's SQL cut at its lines `-- part: <label>`: a list of {label, sql}, the label with a comma
    before it; one without a label where there is no such line. -#}
{% macro _split_parts(sql) %}
    {%- set pieces = modules.re.split('-- part: ', sql) -%}
    {%- if pieces | length == 1 -%}
        {% do return([{'label': '', 'sql': sql}]) %}
    {%- endif -%}
    {%- set parts = [] -%}
    {%- for piece in pieces[1:] -%}
        {%- set label, statements = piece.split('\n', 1) -%}
        {%- do parts.append({'label': ', ' ~ label.strip(), 'sql': statements}) -%}
    {%- endfor -%}
    {% do return(parts) %}
{% endmacro %}
