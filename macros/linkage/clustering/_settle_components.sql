{#- Plain components at the low threshold, link__plain, and which of them are one cluster at every level:
    link__settled (node_id, component_id). link__nodes, link__pairs and link__plain keep the others.
    Returns how many are settled.

    Every node without an edge is. So is a component all of whose pairs reach the high threshold and
    the cut, since then no level parts it; of plain components only the pairs at the low threshold
    count. What decisions join, or what holds a tag twice, is not, and best links are made one by
    one. -#}
{% macro _settle_components(options, ruled) %}
    {% do data_first._edges_at(options.match_probability_low) %}
    {% do data_first.connected_components(components='link__plain') %}
    {%- set is_plain = options.cluster_method == 'connected_components' -%}
    {% call data_first._temp_table('link__loose') %}
        {%- if options.cluster_method in ['connected_components', 'average_linkage'] %}
        select distinct l.component_id
        from link__pairs as p
        inner join link__plain as l on p.node_l = l.node_id
        {%- if not is_plain %}
        inner join link__plain as r on p.node_r = r.node_id and l.component_id = r.component_id
        {%- endif %}
        where
            {%- if is_plain %}
            p.weight_units >= {{ data_first._threshold_units(options.match_probability_low) }}
            and p.weight_units < {{ data_first._threshold_units(options.match_probability_high) }}
            {%- else %}
            p.weight_units < greatest(
                {{ data_first._threshold_units(options.match_probability_high) }},
                {{ options.mean_weight_cut }} * 1048576
            )
            {%- endif %}
        {%- else %}
        select distinct component_id from link__plain
        {%- endif %}
        {%- if ruled.n_musts > 0 %}
        union
        select c.component_id from link__plain as c inner join link__musts as m using (node_id)
        {%- endif %}
        {%- if ruled.n_tags > 0 %}
        union
        {{ data_first._torn_components('link__plain') }}
        {%- endif %}
    {% endcall %}
    {% do run_query('create or replace temp table link__settled as '
        ~ 'select * from link__plain anti join link__loose using (component_id)') %}
    {% do run_query('create or replace temp table link__plain as '
        ~ 'select * from link__plain semi join link__loose using (component_id)') %}
    {%- if options.cluster_method in ['connected_components', 'average_linkage'] -%}
        {% do run_query('create or replace temp table link__nodes as '
            ~ 'select * from link__nodes semi join link__plain using (node_id)') %}
        {% do run_query('create or replace temp table link__pairs as '
            ~ 'select p.* from link__pairs as p semi join link__plain as c on p.node_l = c.node_id') %}
    {%- endif -%}
    {% do return(
        run_query('select count(distinct component_id) from link__settled').columns[0].values()[0]
    ) %}
{% endmacro %}


{#- link__edges: the pairs at a match probability, and must-links. -#}
{% macro _edges_at(probability) %}
    {% call data_first._temp_table('link__edges') %}
        select node_l, node_r, weight_units
        from link__pairs
        where weight_units >= {{ data_first._threshold_units(probability) }}
        union all
        select group_id, node_id, null from link__musts where node_id <> group_id
    {% endcall %}
{% endmacro %}
