{#- The bridges of link__edges (node_l, node_r): edges without which their component falls in two.
    Leaves link__bridges (node_l < node_r).

    In a tree every edge is one; a component with more than (n - 1)(n - 2) / 2 + 1 edges has none,
    since two parts with one edge between them cannot hold so many. In the others a breadth-first tree
    is grown, level by level over all of them at once; every edge outside the tree closes a circle
    with the tree's edges between its ends, and what no circle covers is a bridge (Tarjan 1974). -#}
{% macro find_bridges() %}
    {% call data_first._temp_table('link__simple') %}
        select distinct least(node_l, node_r) as node_l, greatest(node_l, node_r) as node_r,
        from link__edges where node_l <> node_r
    {% endcall %}
    {% call data_first._temp_table('link__ends') %}
        select node_l as node_id from link__simple union select node_r from link__simple
    {% endcall %}
    {% do data_first.connected_components('link__ends', 'link__simple', 'link__parts') %}
    {% call data_first._temp_table('link__sizes') %}
        select component_id, n_nodes, n_edges
        from (select component_id, count(*) as n_nodes from link__parts group by component_id)
        inner join (
            select p.component_id, count(*) as n_edges
            from link__simple as e inner join link__parts as p on e.node_l = p.node_id
            group by p.component_id
        ) using (component_id)
    {% endcall %}
    {% call data_first._temp_table('link__bridges') %}
        select e.node_l, e.node_r
        from link__simple as e
        inner join link__parts as p on e.node_l = p.node_id
        inner join link__sizes as s using (component_id)
        where s.n_edges = s.n_nodes - 1
    {% endcall %}
    {% call data_first._temp_table('link__arcs') %}
        with undecided as (
            select e.node_l, e.node_r
            from link__simple as e
            inner join link__parts as p on e.node_l = p.node_id
            inner join link__sizes as s using (component_id)
            where s.n_edges >= s.n_nodes and s.n_edges <= (s.n_nodes - 1) * (s.n_nodes - 2) // 2 + 1
        )

        select node_l as a, node_r as b from undecided union all select node_r, node_l from undecided
    {% endcall %}
    {#- the way from the root of a component, its smallest node, to each node, both included -#}
    {% call data_first._temp_table('link__tree') %}
        select component_id as node_id, [component_id] as way, 0 as depth,
        from link__sizes
        where component_id in (select a from link__arcs)
    {% endcall %}
    {%- set state = namespace(n_new=data_first._count('link__tree'), depth=0) -%}
    {%- for level in range(10000) if state.n_new > 0 -%}
        {% do run_query(
            'insert into link__tree select s.b, list_append(t.way, s.b), ' ~ (state.depth + 1)
            ~ ' from (select e.b, min(e.a) as a from link__arcs as e inner join link__tree as t on e.a = t.node_id'
            ~ ' where t.depth = ' ~ state.depth ~ ' and e.b not in (select node_id from link__tree) group by e.b) as s'
            ~ ' inner join link__tree as t on s.a = t.node_id'
        ) %}
        {%- set state.depth = state.depth + 1 -%}
        {%- set state.n_new = data_first._count('link__tree where depth = ' ~ state.depth) -%}
    {%- endfor -%}
    {% do data_first._check_finished(state.n_new, 'bridges') %}
    {#- an edge of the tree goes by its lower end -#}
    {% call data_first._temp_table('link__covered') %}
        with circles as (
            select l.way as way_l, r.way as way_r,
            from link__arcs as e
            inner join link__tree as l on e.a = l.node_id
            inner join link__tree as r on e.b = r.node_id
            where e.a < e.b and l.way[-2] is distinct from r.node_id and r.way[-2] is distinct from l.node_id
        )

        select unnest(list_filter(way_l, lambda node: not list_contains(way_r, node))) as node_id, from circles
        union
        select unnest(list_filter(way_r, lambda node: not list_contains(way_l, node))), from circles
    {% endcall %}
    {% do run_query(
        'insert into link__bridges select least(node_id, way[-2]), greatest(node_id, way[-2]) from link__tree '
        ~ 'where depth > 0 and node_id not in (select node_id from link__covered)'
    ) %}
{% endmacro %}
