{#- Merges groups in link__open (component_id, a, b, total, n; a < b) round by round: each round those
    that are each other's nearest, the nearest being the one of greatest total / n, down to a cut of
    it in units, smaller ids first where they tie.

    `linkage` 'average' adds total and n up over merged groups, 'single' keeps the greatest. Both are
    reducible: a merger is no nearer to a third group than the nearer of its two halves, so that
    mutual nearest neighbours may merge in any order (Bruynooghe 1977; Müllner 2011). That holds with
    constraints as well, two groups that share a tag of link__tags being infinitely far from each
    other. Starts from and leaves link__labels (group_id, cluster_id). -#}
{% macro _agglomerate(linkage, cut, constrained) %}
    {%- if constrained -%}
        {% call data_first._temp_table('link__exclusive') %}
            select l.cluster_id, list(t.tag order by t.tag) as tags,
            from link__labels as l inner join link__tags as t using (group_id) group by l.cluster_id
        {% endcall %}
    {%- endif -%}
    {%- set state = namespace(n_open=data_first._count('link__open')) -%}
    {%- for round in range(10000) if state.n_open > 0 -%}
        {%- if constrained -%}
            {#- what shares a tag will share it for ever -#}
            {% call data_first._temp_table('link__open') %}
                select o.* from link__open as o
                left join link__exclusive as l on o.a = l.cluster_id
                left join link__exclusive as r on o.b = r.cluster_id
                where not coalesce(list_has_any(l.tags, r.tags), false)
            {% endcall %}
        {%- endif -%}
        {% call data_first._temp_table('link__nearest') %}
            select component_id, a, arg_max(b, (total / n, -b)) as b
            from (
                select component_id, a, b, total, n from link__open
                union all
                select component_id, b, a, total, n from link__open
            )
            where total >= {{ cut }} * n
            group by component_id, a
        {% endcall %}
        {% call data_first._temp_table('link__merges') %}
            select p.component_id, p.b as merged, p.a as kept
            from link__nearest as p
            inner join link__nearest as q on p.a = q.b and p.b = q.a
            where p.a < p.b
        {% endcall %}
        {% call data_first._temp_table('link__labels') %}
            select c.group_id, coalesce(m.kept, c.cluster_id) as cluster_id
            from link__labels as c left join link__merges as m on c.cluster_id = m.merged
        {% endcall %}
        {#- the best pair of a component is always mutual: one without a merge is finished and leaves -#}
        {% call data_first._temp_table('link__open') %}
            select
                component_id, least(x, y) as a, greatest(x, y) as b,
                {%- if linkage == 'average' %}
                cast(sum(total) as hugeint) as total, cast(sum(n) as bigint) as n,
                {%- else %}
                max(total) as total, max(n) as n,
                {%- endif %}
            from (
                select
                    o.component_id, coalesce(p.kept, o.a) as x, coalesce(q.kept, o.b) as y, o.total, o.n,
                from link__open as o
                left join link__merges as p on o.a = p.merged
                left join link__merges as q on o.b = q.merged
                where o.component_id in (select component_id from link__merges)
            )
            where x <> y
            group by all
        {% endcall %}
        {%- if constrained -%}
            {% call data_first._temp_table('link__exclusive') %}
                select coalesce(m.kept, e.cluster_id) as cluster_id, list_distinct(flatten(list(e.tags))) as tags,
                from link__exclusive as e left join link__merges as m on e.cluster_id = m.merged
                where coalesce(m.kept, e.cluster_id) in (select a from link__open union all select b from link__open)
                group by 1
            {% endcall %}
        {%- endif -%}
        {%- set state.n_open = data_first._count('link__open') -%}
    {%- endfor -%}
    {% do data_first._check_finished(state.n_open, linkage ~ ' linkage') %}
{% endmacro %}


{#- From link__labels (group_id, cluster_id) to link__clusters (node_id, cluster_id); groups without a
    label are `otherwise`. -#}
{% macro _spread_labels(otherwise) %}
    {% call data_first._temp_table('link__clusters') %}
        select c.node_id, coalesce(s.cluster_id, {{ otherwise }}) as cluster_id,
        from link__components as c
        left join link__musts as m using (node_id)
        left join link__labels as s on coalesce(m.group_id, c.node_id) = s.group_id
    {% endcall %}
{% endmacro %}
