{#- Connected components of link__edges in which no tag of link__tags occurs twice: edges are taken from
    the heaviest to the lightest (Kruskal 1956), and one that would bring a tag together with itself
    is left out, so that a component is cut where its evidence is weakest. Starts from the plain
    components in link__components; leaves link__clusters (node_id, cluster_id = smallest node). -#}
{% macro constrained_components() %}
    {% do data_first._group_edges() %}
    {% call data_first._temp_table('link__unsettled') %}
        {{ data_first._torn_components() }}
    {% endcall %}
    {% call data_first._temp_table('link__open') %}
        select component_id, a, b, weight_units as total, 1 as n,
        from link__group_edges
        where component_id in (select component_id from link__unsettled)
    {% endcall %}
    {% call data_first._temp_table('link__labels') %}
        select distinct
            coalesce(m.group_id, c.node_id) as group_id, coalesce(m.group_id, c.node_id) as cluster_id,
        from link__components as c
        left join link__musts as m using (node_id)
        where c.component_id in (select component_id from link__unsettled)
    {% endcall %}
    {% do data_first._agglomerate('single', '(-1e30)', true) %}
    {% do data_first._spread_labels('c.component_id') %}
{% endmacro %}
