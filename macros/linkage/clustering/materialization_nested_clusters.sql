{#- Clusters at three nested levels, by average linkage, with plain components beside each.

    Statements: `nodes` (node_id), `pairs` (node_l, node_r, weight_units, n_pairs): all pairs of
    nodes that may come together. Low: components of the pairs at the low threshold, cut by average
    linkage; medium: the same inside each low cluster; high: inside each medium one. With the setting
    cluster_method 'connected_components' nothing is cut, as the user guide describes it.
    Result: node_id, cluster_low, cluster_medium, cluster_high, component_low, component_medium,
    component_high; an id is its smallest node. -#}
{% materialization nested_clusters, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {%- set options = context[config.require('linkage_settings')]().clustering -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_inputs(sql) %}
    {% do run_query('create or replace temp table link__levels as select node_id from link__nodes') %}
    {% do run_query('create or replace temp table link__within as select node_id, 0 as cluster_id from link__nodes') %}
    {%- for level in ['low', 'medium', 'high'] -%}
        {%- set probability = options['match_probability_' ~ level] -%}
        {%- set threshold = 'log2(' ~ probability ~ '::double / (1 - ' ~ probability ~ '::double)) * 1048576' -%}
        {% do run_query('create or replace temp table link__edges as select node_l, node_r from link__pairs '
            ~ 'where weight_units >= ' ~ threshold) %}
        {% do data_first.connected_components() %}
        {% do run_query('create or replace temp table link__plain as select * from link__components') %}
        {%- if level != 'low' -%}
            {% do run_query('create or replace temp table link__edges as select e.* from link__edges as e '
                ~ 'inner join link__within as l on e.node_l = l.node_id '
                ~ 'inner join link__within as r on e.node_r = r.node_id and l.cluster_id = r.cluster_id') %}
            {% do data_first.connected_components() %}
        {%- endif -%}
        {%- if options.cluster_method == 'average_linkage' -%}
            {% do data_first.average_linkage(options.mean_weight_cut) %}
        {%- else -%}
            {% do run_query('create or replace temp table link__clusters as '
                ~ 'select node_id, component_id as cluster_id from link__components') %}
        {%- endif -%}
        {% do run_query('create or replace temp table link__within as select * from link__clusters') %}
        {% do run_query('create or replace temp table link__more_levels as select s.*, '
            ~ 'c.cluster_id as cluster_' ~ level ~ ', p.component_id as component_' ~ level
            ~ ' from link__levels as s inner join link__clusters as c using (node_id) '
            ~ 'inner join link__plain as p using (node_id)') %}
        {% do run_query('create or replace temp table link__levels as select * from link__more_levels') %}
        {%- set n = run_query('select count(distinct cluster_' ~ level ~ '), count(distinct component_' ~ level ~ ') from link__levels').rows[0] -%}
        {% do log(this.identifier ~ ': ' ~ level ~ ' (pairs of ' ~ probability ~ '): ' ~ n[0] ~ ' clusters, '
            ~ n[1] ~ ' plain components', info=true) %}
    {%- endfor -%}
    {% do run_query('create or replace table ' ~ building ~ ' as select * from link__levels order by node_id') %}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
