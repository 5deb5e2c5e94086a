{#- Clusters of link__nodes (node_id, and source_dataset where a setting speaks of data sets) at three
    nested levels from link__pairs (node_l, node_r, weight_units, n_pairs), with plain components
    beside each, under the decisions of link__overrides (node_l, node_r, decision). `options` is
    `clustering` of the settings, `where` names the model in messages.

    Low: the pairs at the low threshold over all nodes; medium: the same inside each low cluster;
    high: inside each medium one. A component that is one cluster at all three levels is settled
    before any of them; the levels go over the rest. Leaves link__levels (node_id, cluster_<level>,
    component_<level>). -#}
{% macro nested_clusters(options, where='clusters') %}
    {%- set ruled = data_first._constraints(options, where) -%}
    {%- set n_settled = data_first._settle_components(options, ruled) -%}
    {% do run_query('create or replace temp table link__levels as select node_id from link__nodes') %}
    {% do run_query('create or replace temp table link__within as select node_id, 0 as cluster_id from link__nodes') %}
    {%- for level in ['low', 'medium', 'high'] -%}
        {%- set probability = options['match_probability_' ~ level] -%}
        {%- set last = none if loop.first else options['match_probability_' ~ loop.previtem] -%}
        {% do data_first._cluster_level(options, ruled, probability, last) %}
        {% do run_query('create or replace temp table link__within as select * from link__clusters') %}
        {% do run_query('create or replace temp table link__levels as select s.*, '
            ~ 'c.cluster_id as cluster_' ~ level ~ ', p.component_id as component_' ~ level
            ~ ' from link__levels as s inner join link__clusters as c using (node_id) '
            ~ 'inner join link__plain as p using (node_id)') %}
        {%- set n = run_query('select ' ~ n_settled ~ ' + count(distinct cluster_' ~ level ~ '), '
            ~ n_settled ~ ' + count(distinct component_' ~ level ~ ') from link__levels').rows[0] -%}
        {% do log(where ~ ': ' ~ level ~ ' (pairs of ' ~ probability ~ '): ' ~ n[0] ~ ' clusters, '
            ~ n[1] ~ ' plain components', info=true) %}
    {%- endfor -%}
    {% do run_query('insert into link__levels by name select node_id, '
        ~ 'component_id as cluster_low, component_id as component_low, '
        ~ 'component_id as cluster_medium, component_id as component_medium, '
        ~ 'component_id as cluster_high, component_id as component_high from link__settled') %}
    {%- set large = run_query('select cluster_medium, count(*) from link__levels group by 1 having count(*) > '
        ~ options.max_cluster_size ~ ' order by 2 desc, 1').rows -%}
    {%- if large | length > 0 -%}
        {% do exceptions.warn(where ~ ': ' ~ large | length ~ ' clusters of the medium level have more than '
            ~ options.max_cluster_size ~ ' nodes (clustering.max_cluster_size); the largest, '
            ~ large[0][0] ~ ', has ' ~ large[0][1] ~ '. Look at its weakest pairs before you believe it.') %}
    {%- endif -%}
{% endmacro %}


{#- One level: link__plain (plain components) and link__clusters. After the first level, at the
    probability `last`, inside the clusters of link__within. Must-links join at every level. -#}
{% macro _cluster_level(options, ruled, probability, last) %}
    {%- set threshold = data_first._threshold_units(probability) -%}
    {% do data_first._edges_at(probability) %}
    {%- if last is none -%}
        {#- the components of this level are known, and what is settled has left them -#}
        {% do run_query('create or replace temp table link__components as select * from link__plain') %}
    {%- else -%}
        {#- components change where a pair has fallen below the threshold or joins two clusters -#}
        {% do data_first._change_components('link__plain', 'link__plain',
            'select node_l from link__pairs where weight_units < ' ~ threshold
            ~ ' and weight_units >= ' ~ data_first._threshold_units(last)) %}
        {% call data_first._temp_table('link__inside') %}
            select e.*, l.cluster_id = r.cluster_id as is_inside
            from link__edges as e
            inner join link__within as l on e.node_l = l.node_id
            inner join link__within as r on e.node_r = r.node_id
        {% endcall %}
        {% call data_first._temp_table('link__edges') %}
            select node_l, node_r, weight_units from link__inside where is_inside
        {% endcall %}
        {% do data_first._change_components('link__plain', 'link__components',
            'select node_l from link__inside where not is_inside') %}
    {%- endif -%}
    {%- set is_constrained = ruled.n_musts > 0 or ruled.n_tags > 0 -%}
    {%- if options.cluster_method == 'average_linkage' -%}
        {% do data_first.average_linkage(options.mean_weight_cut, constrained=is_constrained) %}
    {%- elif options.cluster_method == 'single_best_link' -%}
        {% do data_first.single_best_links(options) %}
    {%- elif options.cluster_method == 'one_to_one' -%}
        {% do data_first.one_to_one() %}
    {%- elif ruled.n_tags > 0 -%}
        {% do data_first.constrained_components() %}
    {%- else -%}
        {% do run_query('create or replace temp table link__clusters as '
            ~ 'select node_id, component_id as cluster_id from link__components') %}
    {%- endif -%}
{% endmacro %}


{#- Components of link__edges where `nodes`, a select of nodes, says that those of `before` no longer hold;
    all others are taken from there. -#}
{% macro _change_components(before, after, nodes) %}
    {% call data_first._temp_table('link__changed') %}
        select node_id from {{ before }}
        where component_id in (select component_id from {{ before }} where node_id in ({{ nodes }}))
    {% endcall %}
    {% do run_query('create or replace temp table link__changed_edges as select * from link__edges '
        ~ 'where node_l in (select node_id from link__changed)') %}
    {% do data_first.connected_components('link__changed', 'link__changed_edges', 'link__anew') %}
    {% do run_query('create or replace temp table ' ~ after ~ ' as select * from link__anew union all '
        ~ 'select * from ' ~ before ~ ' anti join link__changed using (node_id)') %}
{% endmacro %}


{#- A match probability as a weight in units. -#}
{% macro _threshold_units(probability) -%}
    (log2({{ probability }}::double / (1 - {{ probability }}::double)) * 1048576)
{%- endmacro %}
