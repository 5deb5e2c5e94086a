{#- Connected components of `link__edges` (node_l, node_r) among `link__nodes` (node_id), by
    contraction: every node points to its smallest neighbour, pointers are followed to their end,
    edges are redrawn between ends, until no edge is left. Leaves link__components (node_id,
    component_id = smallest node_id). -#}
{% macro connected_components() %}
    {% do run_query('create or replace temp table link__contracted as '
        ~ 'select distinct least(node_l, node_r) as a, greatest(node_l, node_r) as b from link__edges where node_l <> node_r') %}
    {#- only nodes with an edge take part; all others are components of their own -#}
    {% do run_query('create or replace temp table link__labels as '
        ~ 'select node_id, node_id as component_id from (select a as node_id from link__contracted union select b from link__contracted)') %}
    {%- set state = namespace(n_edges=data_first._count('link__contracted')) -%}
    {%- for step in range(100) if state.n_edges > 0 -%}
        {#- pointers go to smaller nodes, so that they never form a circle -#}
        {% do run_query('create or replace temp table link__pointers as select b as node_id, min(a) as target from link__contracted group by b') %}
        {%- set jumping = namespace(left=1) -%}
        {%- for jump in range(64) if jumping.left > 0 -%}
            {% do run_query(
                'create or replace temp table link__jumped as select p.node_id, coalesce(q.target, p.target) as target, '
                ~ 'q.target is not null as has_moved from link__pointers as p left join link__pointers as q on p.target = q.node_id'
            ) %}
            {%- set jumping.left = data_first._count('link__jumped where has_moved') -%}
            {% do run_query('create or replace temp table link__pointers as select node_id, target from link__jumped') %}
        {%- endfor -%}
        {% do run_query(
            'create or replace temp table link__relabelled as select c.node_id, coalesce(p.target, c.component_id) as component_id '
            ~ 'from link__labels as c left join link__pointers as p on c.component_id = p.node_id'
        ) %}
        {% do run_query('create or replace temp table link__labels as select * from link__relabelled') %}
        {% do run_query(
            'create or replace temp table link__redrawn as select distinct least(x, y) as a, greatest(x, y) as b from ('
            ~ 'select coalesce(p.target, e.a) as x, coalesce(q.target, e.b) as y from link__contracted as e '
            ~ 'left join link__pointers as p on e.a = p.node_id left join link__pointers as q on e.b = q.node_id) where x <> y'
        ) %}
        {% do run_query('create or replace temp table link__contracted as select * from link__redrawn') %}
        {%- set state.n_edges = data_first._count('link__contracted') -%}
    {%- endfor -%}
    {% do run_query('create or replace temp table link__components as select n.node_id, coalesce(c.component_id, n.node_id) as component_id '
        ~ 'from link__nodes as n left join link__labels as c using (node_id)') %}
{% endmacro %}


{#- The number of rows of a table. -#}
{% macro _count(relation) %}
    {% do return(run_query('select count(*) from ' ~ relation).columns[0].values()[0] | int) %}
{% endmacro %}
