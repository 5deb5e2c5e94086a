{#- Exact average linkage (UPGMA) inside the components in `link__components`, down to a mean weight.

    link__pairs holds every pair of nodes of a component: node_l, node_r, weight_units, n_pairs (the
    pairs of records it stands for). A component whose every pair reaches the cut is one cluster,
    since no mean can fall below it. In the others, round by round, clusters that are each other's
    nearest merge together: average linkage is reducible, so that merging mutual nearest neighbours
    in any order gives the same tree (Bruynooghe 1977; Müllner 2011). Ties go to the smaller cluster.
    Leaves link__clusters (node_id, cluster_id = smallest node_id). -#}
{% macro average_linkage(mean_weight_cut) %}
    {%- set cut = mean_weight_cut ~ ' * 1048576' -%}
    {% do run_query(
        'create or replace temp table link__inner as '
        ~ 'select l.component_id, p.node_l as a, p.node_r as b, cast(p.weight_units as hugeint) * p.n_pairs as total, '
        ~ 'cast(p.n_pairs as bigint) as n, p.weight_units '
        ~ 'from link__pairs as p inner join link__components as l on p.node_l = l.node_id '
        ~ 'inner join link__components as r on p.node_r = r.node_id and l.component_id = r.component_id'
    ) %}
    {% do run_query(
        'create or replace temp table link__unsettled as select component_id from link__inner '
        ~ 'group by component_id having min(weight_units) < ' ~ cut
    ) %}
    {% do run_query(
        'create or replace temp table link__open as select component_id, a, b, total, n '
        ~ 'from link__inner inner join link__unsettled using (component_id)'
    ) %}
    {% do run_query(
        'create or replace temp table link__labels as select node_id, node_id as cluster_id '
        ~ 'from link__components inner join link__unsettled using (component_id)'
    ) %}
    {%- set state = namespace(n_open=data_first._count('link__open')) -%}
    {%- for round in range(10000) if state.n_open > 0 -%}
        {% do run_query(
            'create or replace temp table link__nearest as select component_id, a, arg_max(b, (total / n, -b)) as b from ('
            ~ 'select component_id, a, b, total, n from link__open union all select component_id, b, a, total, n from link__open'
            ~ ') where total >= ' ~ cut ~ ' * n group by component_id, a'
        ) %}
        {% do run_query(
            'create or replace temp table link__merges as select p.component_id, p.b as merged, p.a as kept from link__nearest as p '
            ~ 'inner join link__nearest as q on p.a = q.b and p.b = q.a where p.a < p.b'
        ) %}
        {% do run_query(
            'create or replace temp table link__relabelled as select c.node_id, coalesce(m.kept, c.cluster_id) as cluster_id '
            ~ 'from link__labels as c left join link__merges as m on c.cluster_id = m.merged'
        ) %}
        {% do run_query('create or replace temp table link__labels as select * from link__relabelled') %}
        {#- the best pair of a component is always mutual: one without a merge is finished and leaves -#}
        {% do run_query(
            'create or replace temp table link__reduced as select component_id, least(x, y) as a, greatest(x, y) as b, '
            ~ 'cast(sum(total) as hugeint) as total, cast(sum(n) as bigint) as n from ('
            ~ 'select o.component_id, coalesce(p.kept, o.a) as x, coalesce(q.kept, o.b) as y, o.total, o.n from link__open as o '
            ~ 'left join link__merges as p on o.a = p.merged left join link__merges as q on o.b = q.merged '
            ~ 'where o.component_id in (select component_id from link__merges)'
            ~ ') where x <> y group by all'
        ) %}
        {% do run_query('create or replace temp table link__open as select * from link__reduced') %}
        {%- set state.n_open = data_first._count('link__open') -%}
    {%- endfor -%}
    {% do run_query(
        'create or replace temp table link__clusters as select c.node_id, coalesce(s.cluster_id, c.component_id) as cluster_id '
        ~ 'from link__components as c left join link__labels as s using (node_id)'
    ) %}
{% endmacro %}
