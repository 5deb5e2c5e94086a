{#- One-to-one links between two data sets: of all ways to link each node at most once, the one whose
    pairs in link__edges have the greatest total weight (Kuhn 1955). A pair below 0 bits lowers the
    total and is never linked.

    Solved for all components at once by the primal-dual method in whole numbers: every left node
    first asks for its heaviest neighbour; who is turned away looks, at prices that make all asking
    fair, for the cheapest chain of exchanges (Jonker and Volgenant 1987), one chain a node, as many
    side by side as do not touch. Ties go to smaller ids. Nodes of a group of link__musts that spans
    both data sets are linked already. Leaves link__clusters (node_id, cluster_id = smallest). -#}
{% macro one_to_one() %}
    {% do data_first._group_edges() %}
    {% do data_first._bipartite() %}
    {%- set state = namespace(n_left=data_first._count('link__exposed')) -%}
    {%- for phase in range(10000) if state.n_left > 0 -%}
        {% do data_first._search_chains() %}
        {% do data_first._exchange() %}
        {%- set state.n_left = data_first._count('link__exposed') -%}
    {%- endfor -%}
    {% do data_first._check_finished(state.n_left, 'one-to-one links') %}
    {% call data_first._temp_table('link__labels') %}
        select l as group_id, least(l, r) as cluster_id, from link__prices where l is not null
        union all
        select r, least(l, r) from link__prices where l is not null
    {% endcall %}
    {% do data_first._spread_labels('coalesce(m.group_id, c.node_id)') %}
{% endmacro %}


{#- The problem and where it starts: link__offers (component_id, l, r, weight_units > 0), link__worths
    (l, worth: what l may still gain), link__prices (r, price, l: to whom r is linked), link__exposed
    (component_id, l: who was turned away). worth + price >= weight holds for every offer, and
    worth + price = weight for every link. -#}
{% macro _bipartite() %}
    {% call data_first._temp_table('link__offers') %}
        with sides as (
            select
                coalesce(m.group_id, n.node_id) as group_id,
                min(n.source_dataset) as first_dataset, max(n.source_dataset) as last_dataset,
            from link__nodes as n left join link__musts as m using (node_id)
            group by 1
        ),

        placed as (
            select group_id, first_dataset = (select min(source_dataset) from link__nodes) as is_left,
            from sides
            where first_dataset = last_dataset
        ),

        tagged as (
            select group_id, list(tag) as tags, from link__tags where tag > 0 group by group_id
        )

        select
            e.component_id,
            case when p.is_left then e.a else e.b end as l,
            case when p.is_left then e.b else e.a end as r,
            cast(e.weight_units as bigint) as weight_units,
        from link__group_edges as e
        inner join placed as p on e.a = p.group_id
        inner join placed as q on e.b = q.group_id and p.is_left <> q.is_left
        left join tagged as s on e.a = s.group_id
        left join tagged as t on e.b = t.group_id
        where e.weight_units > 0 and not coalesce(list_has_any(s.tags, t.tags), false)
    {% endcall %}
    {% call data_first._temp_table('link__asked') %}
        select
            component_id, l,
            arg_max(r, (weight_units, -r)) as r,
            max(weight_units) as worth,
            max(weight_units) - coalesce(max(weight_units, 2)[2], 0) as regret,
        from link__offers
        group by component_id, l
    {% endcall %}
    {% do run_query('create or replace temp table link__worths as select l, worth from link__asked') %}
    {#- of those who ask for one node it is granted to the one with the worst second choice -#}
    {% call data_first._temp_table('link__prices') %}
        select o.r, cast(0 as bigint) as price, a.l,
        from (select distinct r from link__offers) as o
        left join (select r, arg_max(l, (regret, worth, -l)) as l from link__asked group by r) as a using (r)
    {% endcall %}
    {% call data_first._temp_table('link__exposed') %}
        select a.component_id, a.l, from link__asked as a
        where a.l not in (select l from link__prices where l is not null)
    {% endcall %}
{% endmacro %}


{#- Carries out the chains that touch no chain of a smaller source, and moves worths and prices so that
    every link stays fair. -#}
{% macro _exchange() %}
    {% call data_first._temp_table('link__winners') %}
        with claims as (
            select q.source, q.l as node, from link__reached as q
            inner join link__ends as e using (source) where q.cost <= e.cost
            union all
            select source, goal.r from link__ends where goal.r is not null
        ),

        contested as (
            select source, min(source) over (partition by node) as first_source, from claims
        )

        select source from contested group by source having bool_and(first_source = source)
    {% endcall %}
    {% call data_first._temp_table('link__discounts') %}
        select q.l, e.cost - q.cost as discount,
        from link__reached as q inner join link__ends as e using (source)
        where source in (select source from link__winners) and q.cost < e.cost
    {% endcall %}
    {% call data_first._temp_table('link__relinked') %}
        select link.r, link.l,
        from (
            select unnest(goal.chain) as link, from link__ends
            where source in (select source from link__winners)
        )
        union all
        select goal.r, goal.l, from link__ends
        where goal.r is not null and source in (select source from link__winners)
    {% endcall %}
    {% call data_first._temp_table('link__worths') %}
        select w.l, w.worth - coalesce(d.discount, 0) as worth,
        from link__worths as w left join link__discounts as d using (l)
    {% endcall %}
    {#- prices rise by the discount of the node that held the offer before the exchange -#}
    {% call data_first._temp_table('link__prices') %}
        select p.r, p.price + coalesce(d.discount, 0) as price, coalesce(n.l, p.l) as l,
        from link__prices as p
        left join link__discounts as d on p.l = d.l
        left join link__relinked as n on p.r = n.r
    {% endcall %}
    {% do run_query('create or replace temp table link__exposed as select * from link__exposed '
        ~ 'where l not in (select source from link__winners)') %}
{% endmacro %}
