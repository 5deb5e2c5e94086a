{#- Connected components of link__edges (node_l, node_r, weight_units) among link__nodes, none larger
    than options.max_component: where one is too large, its edges must weigh one bit more, and so on
    until the parts fit. Must-links of link__overrides always hold. Leaves link__settled (node_id,
    component_id = smallest node, n_nodes, least_weight: the bits that were asked for). -#}
{% macro capped_components(options, where='components') %}
    {% do data_first.resolve_overrides() %}
    {% do data_first._present_groups() %}
    {% call data_first._temp_table('link__all_edges') %}
        select node_l, node_r, weight_units from link__edges
        union all
        select group_id, node_id, null from link__musts where node_id <> group_id
    {% endcall %}
    {% do run_query('create or replace temp table link__edges as select * from link__all_edges') %}
    {% do run_query('create or replace temp table link__settled ('
        ~ 'node_id bigint, component_id bigint, n_nodes bigint, least_weight double)') %}
    {%- set state = namespace(n_left=1, is_bare=false, least_weight=options.keep_match_weight) -%}
    {%- set n_steps = 200 -%}
    {%- for step in range(n_steps) if state.n_left > 0 -%}
        {% do data_first.connected_components() %}
        {% do run_query('create or replace temp table link__sized as select *, count(*) over (partition by component_id) as n_nodes from link__components') %}
        {#- what must-links alone hold together is left whole, for the model's test to find -#}
        {#- loop.last would look ahead, and so begin a step that nothing is left for -#}
        {%- set fits = 'true' if step == n_steps - 1 or state.is_bare else 'n_nodes <= ' ~ options.max_component -%}
        {% do run_query('insert into link__settled select node_id, component_id, n_nodes, ' ~ state.least_weight
            ~ ' from link__sized where ' ~ fits) %}
        {% do run_query('create or replace temp table link__nodes as select node_id from link__sized where not (' ~ fits ~ ')') %}
        {%- set counts = run_query('select count(*), count(distinct component_id) from link__sized where not (' ~ fits ~ ')').rows[0] -%}
        {%- set state.n_left = counts[0] | int -%}
        {%- if state.n_left > 0 -%}
            {%- set state.least_weight = state.least_weight + 1 -%}
            {% do log(where ~ ': ' ~ counts[1] ~ ' components above ' ~ options.max_component
                ~ ' nodes; their edges must weigh ' ~ state.least_weight ~ ' bits', info=true) %}
            {% do run_query('create or replace temp table link__edges as select e.* from link__all_edges as e '
                ~ 'inner join link__nodes as l on e.node_l = l.node_id inner join link__nodes as r on e.node_r = r.node_id '
                ~ 'where e.weight_units is null or e.weight_units >= ' ~ state.least_weight ~ ' * 1048576') %}
            {%- set state.is_bare = data_first._count('link__edges where weight_units is not null') == 0 -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set summary = run_query('select count(distinct component_id), max(n_nodes) from link__settled').rows[0] -%}
    {% do log(where ~ ': ' ~ summary[0] ~ ' components, the largest of ' ~ summary[1] ~ ' nodes', info=true) %}
{% endmacro %}
