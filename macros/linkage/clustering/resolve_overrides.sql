{#- Human decisions about pairs of nodes, made ready for clustering: link__overrides (node_l, node_r,
    decision: must_link or cannot_link).

    Nodes that a chain of must-links connects are one group. Where a cannot-link falls inside a group,
    the decisions contradict each other: all must-links of that group and the cannot-links inside it
    are set aside, and the evidence decides. Leaves link__groups (node_id, group_id = smallest node,
    is_conflicting: only nodes with a must-link) and link__partings (group_l < group_r: what may never
    come together). Returns how many groups contradict themselves. -#}
{% macro resolve_overrides() %}
    {% call data_first._temp_table('link__must_links') %}
        select node_l, node_r from link__overrides
        where decision = 'must_link' and node_l <> node_r
    {% endcall %}
    {% call data_first._temp_table('link__must_nodes') %}
        select node_l as node_id from link__must_links union select node_r from link__must_links
    {% endcall %}
    {% do data_first.connected_components('link__must_nodes', 'link__must_links', 'link__groups') %}
    {% call data_first._temp_table('link__groups') %}
        with contradicted as (
            select distinct l.component_id
            from link__overrides as o
            inner join link__groups as l on o.node_l = l.node_id
            inner join link__groups as r on o.node_r = r.node_id and l.component_id = r.component_id
            where o.decision = 'cannot_link'
        )

        select
            g.node_id,
            g.component_id as group_id,
            c.component_id is not null as is_conflicting,
        from link__groups as g
        left join contradicted as c using (component_id)
    {% endcall %}
    {% call data_first._temp_table('link__partings') %}
        with pairs as (
            select
                coalesce(l.group_id, o.node_l) as x,
                coalesce(r.group_id, o.node_r) as y,
            from link__overrides as o
            left join link__groups as l on o.node_l = l.node_id and not l.is_conflicting
            left join link__groups as r on o.node_r = r.node_id and not r.is_conflicting
            left join link__groups as c on o.node_l = c.node_id and c.is_conflicting
            left join link__groups as d on o.node_r = d.node_id and d.is_conflicting
            where o.decision = 'cannot_link'
                and (c.group_id is null or d.group_id is null or c.group_id <> d.group_id)
        )

        select distinct least(x, y) as group_l, greatest(x, y) as group_r from pairs where x <> y
    {% endcall %}
    {% do return(data_first._count(
        '(select distinct group_id from link__groups where is_conflicting)'
    )) %}
{% endmacro %}
