{#- The edges of link__edges inside components as edges of groups: link__group_edges (component_id,
    a < b, weight_units), the heaviest one of a pair of groups. -#}
{% macro _group_edges() %}
    {% call data_first._temp_table('link__group_edges') %}
        select component_id, least(x, y) as a, greatest(x, y) as b, max(weight_units) as weight_units,
        from (
            select
                c.component_id,
                coalesce(m.group_id, e.node_l) as x,
                coalesce(n.group_id, e.node_r) as y,
                e.weight_units,
            from link__edges as e
            inner join link__components as c on e.node_l = c.node_id
            left join link__musts as m on e.node_l = m.node_id
            left join link__musts as n on e.node_r = n.node_id
            where e.weight_units is not null
        )
        where x <> y
        group by all
    {% endcall %}
{% endmacro %}
