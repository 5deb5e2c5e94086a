{#- Cheapest chains from up to sixteen exposed nodes of each component: link__reached (source, l, cost,
    chain: the links on the way), link__ends (source, cost, l, r: where the chain ends, r null where l
    is better left alone). Bellman and Ford, cut off at the best end found so far. -#}
{% macro _search_chains() %}
    {% call data_first._temp_table('link__sources') %}
        select component_id, l as source, from link__exposed
        qualify row_number() over (partition by component_id order by l) <= 16
    {% endcall %}
    {% call data_first._temp_table('link__slacks') %}
        select o.l, o.r, p.l as holder, w.worth + p.price - o.weight_units as slack,
        from link__offers as o
        inner join link__worths as w using (l)
        inner join link__prices as p using (r)
        where o.component_id in (select component_id from link__sources) and p.l is distinct from o.l
    {% endcall %}
    {% call data_first._temp_table('link__exits') %}
        select w.l, least(w.worth, min(s.slack)) as cost,
            case when min(s.slack) < w.worth then arg_min(s.r, (s.slack, s.r)) end as r,
        from link__worths as w
        left join link__slacks as s on w.l = s.l and s.holder is null
        where w.l in (select l from link__slacks union all select source from link__sources
            union all select holder from link__slacks)
        group by w.l, w.worth
    {% endcall %}
    {% call data_first._temp_table('link__frontier') %}
        select source, source as l, cast(0 as bigint) as cost, cast([] as struct(r bigint, l bigint)[]) as chain,
        from link__sources
    {% endcall %}
    {% do run_query('create or replace temp table link__reached as select * from link__frontier') %}
    {%- set state = namespace(n_left=1) -%}
    {%- for step in range(10000) if state.n_left > 0 -%}
        {% call data_first._temp_table('link__ends') %}
            select q.source, min(q.cost + x.cost) as cost,
                arg_min({'l': q.l, 'r': x.r, 'chain': q.chain}, (q.cost + x.cost, len(q.chain), q.l)) as goal,
            from link__reached as q inner join link__exits as x using (l)
            group by q.source
        {% endcall %}
        {% call data_first._temp_table('link__frontier') %}
            select n.source, n.l, n.cost, n.chain
            from (
                select f.source, s.holder as l, min(f.cost + s.slack) as cost,
                    arg_min(list_append(f.chain, {'r': s.r, 'l': f.l}), (f.cost + s.slack, len(f.chain), f.l)) as chain,
                from link__frontier as f
                inner join link__slacks as s on f.l = s.l
                inner join link__ends as e on f.source = e.source
                where s.holder is not null and f.cost + s.slack < e.cost
                group by f.source, s.holder
            ) as n
            left join link__reached as q on n.source = q.source and n.l = q.l
            where q.cost is null or n.cost < q.cost
        {% endcall %}
        {%- set state.n_left = data_first._count('link__frontier') -%}
        {%- if state.n_left > 0 -%}
            {% call data_first._temp_table('link__reached') %}
                select * from link__reached anti join link__frontier using (source, l)
                union all
                select * from link__frontier
            {% endcall %}
        {%- endif -%}
    {%- endfor -%}
    {% do data_first._check_finished(state.n_left, 'one-to-one links') %}
{% endmacro %}
