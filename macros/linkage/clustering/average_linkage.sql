{#- Exact average linkage (UPGMA) inside the components in `link__components`, down to a mean weight.

    link__pairs holds every pair of nodes of a component: node_l, node_r, weight_units, n_pairs (the
    pairs of records it stands for). A component whose every pair reaches the cut is one cluster,
    since no mean can fall below it. With `constrained`, nodes of a group of link__musts start
    together, and no cluster has a tag of link__tags twice.
    Leaves link__clusters (node_id, cluster_id = smallest node_id). -#}
{% macro average_linkage(mean_weight_cut, constrained=false) %}
    {%- set cut = mean_weight_cut ~ ' * 1048576' -%}
    {%- if not constrained -%}
        {% do data_first._no_constraints() %}
    {%- endif -%}
    {% call data_first._temp_table('link__unsettled') %}
        select distinct l.component_id
        from link__pairs as p
        inner join link__components as l on p.node_l = l.node_id
        inner join link__components as r on p.node_r = r.node_id and l.component_id = r.component_id
        where p.weight_units < {{ cut }}
        {%- if constrained %}
        union
        {{ data_first._torn_components() }}
        {%- endif %}
    {% endcall %}
    {%- if constrained %}
    {#- groups of several nodes have several pairs -#}
    {% call data_first._temp_table('link__open') %}
        select
            component_id, least(x, y) as a, greatest(x, y) as b,
            cast(sum(total) as hugeint) as total, cast(sum(n) as bigint) as n,
        from (
            select
                l.component_id,
                coalesce(m.group_id, p.node_l) as x,
                coalesce(n.group_id, p.node_r) as y,
                cast(p.weight_units as hugeint) * p.n_pairs as total,
                p.n_pairs as n,
            from link__pairs as p
            inner join link__components as l on p.node_l = l.node_id
            inner join link__components as r on p.node_r = r.node_id and l.component_id = r.component_id
            left join link__musts as m on p.node_l = m.node_id
            left join link__musts as n on p.node_r = n.node_id
            where l.component_id in (select component_id from link__unsettled)
        )
        where x <> y
        group by all
    {% endcall %}
    {%- else %}
    {#- a pair of nodes is one row -#}
    {% call data_first._temp_table('link__open') %}
        select
            l.component_id, least(p.node_l, p.node_r) as a, greatest(p.node_l, p.node_r) as b,
            cast(p.weight_units as hugeint) * p.n_pairs as total, cast(p.n_pairs as bigint) as n,
        from link__pairs as p
        inner join link__components as l on p.node_l = l.node_id
        inner join link__components as r on p.node_r = r.node_id and l.component_id = r.component_id
        where l.component_id in (select component_id from link__unsettled)
    {% endcall %}
    {%- endif %}
    {% call data_first._temp_table('link__labels') %}
        select distinct
            coalesce(m.group_id, c.node_id) as group_id, coalesce(m.group_id, c.node_id) as cluster_id,
        from link__components as c
        inner join link__unsettled using (component_id)
        left join link__musts as m using (node_id)
    {% endcall %}
    {% do data_first._agglomerate('average', cut, constrained) %}
    {% do data_first._spread_labels('c.component_id') %}
{% endmacro %}


{#- Components in which groups share a tag, and which therefore must be parted. -#}
{% macro _torn_components(components='link__components') %}
        select component_id from (
            select distinct c.component_id, coalesce(m.group_id, c.node_id) as group_id, t.tag,
            from {{ components }} as c
            left join link__musts as m using (node_id)
            inner join link__tags as t on coalesce(m.group_id, c.node_id) = t.group_id
        )
        group by component_id, tag
        having count(*) > 1
{% endmacro %}


{#- No group and no tag. -#}
{% macro _no_constraints() %}
    {% do run_query('create or replace temp table link__musts (node_id bigint, whole_id bigint, group_id bigint)') %}
    {% do run_query('create or replace temp table link__tags (group_id bigint, tag bigint)') %}
{% endmacro %}
