{#- Single best links, as Splink 5 finds them (cluster_using_single_best_links): two clusters link
    where each is the other's best neighbour, unless a data set of duplicate_free_datasets would then
    occur twice. Of a link it is the one node with the larger cluster id that moves to the other
    cluster, and the rest of its cluster follows, or not, by links of its own in later rounds.

    link__edges (node_l, node_r, weight_units) inside link__components; link__nodes has source_dataset.
    Equal weights: 'lowest_id' takes the neighbour of the smallest node_id, 'drop' drops all links of a
    node to several nodes of one duplicate-free data set. Leaves link__clusters. -#}
{% macro single_best_links(options) %}
    {% do data_first._group_edges() %}
    {% call data_first._temp_table('link__neighbours') %}
        select component_id, a as node_id, b as neighbour, weight_units, from link__group_edges
        union all
        select component_id, b, a, weight_units, from link__group_edges
    {% endcall %}
    {%- if options.ties_method == 'drop' -%}
        {% do data_first._drop_ties(options) %}
    {%- endif -%}
    {% call data_first._temp_table('link__labels') %}
        select component_id, node_id as group_id, node_id as cluster_id,
        from link__neighbours
        group by all
    {% endcall %}
    {% do run_query('create or replace temp table link__settled_labels (group_id bigint, cluster_id bigint)') %}
    {%- set state = namespace(n_left=data_first._count('link__neighbours')) -%}
    {%- for round in range(10000) if state.n_left > 0 -%}
        {% call data_first._temp_table('link__exclusive') %}
            select l.cluster_id, list(distinct t.tag) as tags,
            from link__labels as l inner join link__tags as t using (group_id) group by l.cluster_id
        {% endcall %}
        {% call data_first._temp_table('link__allowed') %}
            select n.component_id, n.node_id, n.neighbour, n.weight_units,
                l.cluster_id as cluster_l, r.cluster_id as cluster_r,
            from link__neighbours as n
            inner join link__labels as l on n.node_id = l.group_id
            inner join link__labels as r on n.neighbour = r.group_id
            left join link__exclusive as s on l.cluster_id = s.cluster_id
            left join link__exclusive as t on r.cluster_id = t.cluster_id
            where l.cluster_id <> r.cluster_id and not coalesce(list_has_any(s.tags, t.tags), false)
        {% endcall %}
        {% call data_first._temp_table('link__best') %}
            select cluster_l as cluster_id, max({'weight': weight_units, 'by': -neighbour}) as best,
            from link__allowed
            group by cluster_l
        {% endcall %}
        {% call data_first._temp_table('link__moves') %}
            select a.component_id, a.node_id as group_id, min(a.cluster_r) as cluster_id,
            from link__allowed as a
            inner join link__best as l on a.cluster_l = l.cluster_id
            inner join link__best as r on a.cluster_r = r.cluster_id
            where a.cluster_r < a.cluster_l
                and a.weight_units = l.best.weight and -a.neighbour = l.best.by
                and a.weight_units = r.best.weight and -a.node_id = r.best.by
            group by all
        {% endcall %}
        {% call data_first._temp_table('link__labels') %}
            select l.component_id, group_id, coalesce(m.cluster_id, l.cluster_id) as cluster_id,
            from link__labels as l left join link__moves as m using (group_id)
        {% endcall %}
        {#- a component in which nothing moved is finished -#}
        {% do run_query('insert into link__settled_labels select group_id, cluster_id from link__labels '
            ~ 'where component_id not in (select component_id from link__moves)') %}
        {% call data_first._temp_table('link__labels') %}
            select * from link__labels where component_id in (select component_id from link__moves)
        {% endcall %}
        {% call data_first._temp_table('link__neighbours') %}
            select * from link__neighbours where component_id in (select component_id from link__moves)
        {% endcall %}
        {%- set state.n_left = data_first._count('link__neighbours') -%}
    {%- endfor -%}
    {% do data_first._check_finished(state.n_left, 'single best links') %}
    {% do run_query('create or replace temp table link__labels as from link__settled_labels') %}
    {% do data_first._spread_labels('coalesce(m.group_id, c.node_id)') %}
    {#- a cluster may have lost the node that it is called by -#}
    {% call data_first._temp_table('link__clusters') %}
        select node_id, min(node_id) over (partition by cluster_id) as cluster_id, from link__clusters
    {% endcall %}
{% endmacro %}


{#- Drops from link__neighbours what ties: several equally good neighbours in one data set that should
    hold no duplicates, seen from either end. -#}
{% macro _drop_ties(options) %}
    {%- set datasets = [] -%}
    {%- for dataset in options.duplicate_free_datasets -%}
        {%- do datasets.append("'" ~ dataset | replace("'", "''") ~ "'") -%}
    {%- endfor -%}
    {%- set is_free = 'in (' ~ datasets | join(', ') ~ ')' -%}
    {% call data_first._temp_table('link__neighbours') %}
        with sourced as (
            select n.*, l.source_dataset as source_l, r.source_dataset as source_r,
            from link__neighbours as n
            inner join link__nodes as l on n.node_id = l.node_id
            inner join link__nodes as r on n.neighbour = r.node_id
        )

        select component_id, node_id, neighbour, weight_units,
        from sourced
        qualify
            not (source_r {{ is_free }} and 1 < count(*) over (
                partition by node_id, source_l, source_r, weight_units))
            and not (source_l {{ is_free }} and 1 < count(*) over (
                partition by neighbour, source_l, source_r, weight_units))
    {% endcall %}
{% endmacro %}
