{#- Connected components of `edges` (node_l, node_r) among `nodes` (node_id), by contraction: every
    node points to its smallest neighbour, pointers are followed to their end, edges are redrawn
    between ends, until no edge is left. Leaves `components` (node_id, component_id = smallest
    node_id). -#}
{% macro connected_components(
    nodes='link__nodes', edges='link__edges', components='link__components'
) %}
    {% do run_query('create or replace temp table link__contracted as select '
        ~ 'least(node_l, node_r) as a, greatest(node_l, node_r) as b from ' ~ edges ~ ' where node_l <> node_r') %}
    {#- only what has been moved has a label; all others are, so far, ends of their own -#}
    {% do run_query('create or replace temp table link__labels (node_id bigint, component_id bigint)') %}
    {%- set state = namespace(n_edges=data_first._count('link__contracted')) -%}
    {%- for step in range(100) if state.n_edges > 0 -%}
        {#- pointers go to smaller nodes, so that they never form a circle -#}
        {% do run_query('create or replace temp table link__pointers as select b as node_id, min(a) as target from link__contracted group by b') %}
        {#- a pointer to a node that points nowhere has arrived -#}
        {% do run_query('create or replace temp table link__moving as select p.node_id, p.target from link__pointers as p '
            ~ 'inner join link__pointers as q on p.target = q.node_id') %}
        {% do run_query('create or replace temp table link__arrived as select * from link__pointers anti join link__moving using (node_id)') %}
        {%- set jumping = namespace(left=data_first._count('link__moving')) -%}
        {%- for jump in range(64) if jumping.left > 0 -%}
            {% do run_query(
                'create or replace temp table link__jumped as select p.node_id, coalesce(a.target, q.target) as target, '
                ~ 'a.target is not null as has_arrived from link__moving as p left join link__arrived as a on p.target = a.node_id '
                ~ 'left join link__moving as q on p.target = q.node_id'
            ) %}
            {% do run_query('insert into link__arrived select node_id, target from link__jumped where has_arrived') %}
            {% do run_query('create or replace temp table link__moving as select node_id, target from link__jumped where not has_arrived') %}
            {%- set jumping.left = data_first._count('link__moving') -%}
        {%- endfor -%}
        {% do run_query('create or replace temp table link__pointers as select * from link__arrived') %}
        {#- edges join ends, so that what is moved now had no label before -#}
        {% do run_query(
            'create or replace temp table link__relabelled as '
            ~ ('select node_id, target as component_id from link__pointers' if loop.first else
            'select c.node_id, coalesce(p.target, c.component_id) as component_id '
            ~ 'from link__labels as c left join link__pointers as p on c.component_id = p.node_id '
            ~ 'union all select node_id, target from link__pointers')
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
    {% do run_query('create or replace temp table ' ~ components ~ ' as select n.node_id, coalesce(c.component_id, n.node_id) as component_id '
        ~ 'from ' ~ nodes ~ ' as n left join link__labels as c using (node_id)') %}
    {% do data_first._drop_temp_tables([
        'link__contracted', 'link__labels', 'link__pointers', 'link__moving', 'link__arrived',
        'link__jumped', 'link__relabelled', 'link__redrawn',
    ]) %}
{% endmacro %}
