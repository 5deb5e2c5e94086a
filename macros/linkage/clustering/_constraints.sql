{#- What may not be parted and what may not come together, for clustering.

    Leaves link__musts (node_id, group_id: nodes that move as one) and link__tags (group_id, tag: a
    tag occurs at most once in a cluster): a cannot-link is a tag that two groups bear, a data set
    without duplicates is a tag of all its nodes. Returns {n_musts, n_tags}. -#}
{% macro _constraints(options, where) %}
    {%- set datasets = options.duplicate_free_datasets -%}
    {%- if datasets or options.cluster_method == 'one_to_one' -%}
        {% do data_first._check_datasets(options, where) %}
    {%- endif -%}
    {%- set n_conflicts = data_first.resolve_overrides() -%}
    {%- if n_conflicts > 0 -%}
        {% do exceptions.warn(where ~ ': ' ~ n_conflicts ~ ' groups of must-links hold a cannot-link; '
            ~ 'their decisions are set aside until one of them is taken back.') %}
    {%- endif -%}
    {% do data_first._present_groups() %}
    {% call data_first._temp_table('link__tags') %}
        with present as (
            -- groups go by their smallest node that is here
            select distinct whole_id, group_id from link__musts
        ),

        numbered as (
            select group_l, group_r, row_number() over (order by group_l, group_r) as tag,
            from link__partings
        )

        select coalesce(p.group_id, n.group_l) as group_id, n.tag
        from numbered as n left join present as p on n.group_l = p.whole_id
        union
        select coalesce(p.group_id, n.group_r), n.tag
        from numbered as n left join present as p on n.group_r = p.whole_id
        {%- for dataset in datasets %}
        union
        select coalesce(m.group_id, n.node_id), -{{ loop.index }}
        from link__nodes as n left join link__musts as m using (node_id)
        where n.source_dataset = '{{ dataset | replace("'", "''") }}'
        {%- endfor %}
    {% endcall %}
    {% do return({
        'n_musts': data_first._count('link__musts'), 'n_tags': data_first._count('link__tags')
    }) %}
{% endmacro %}


{#- Stops where nodes lack the column of their data set, a data set does not occur, or a one-to-one
    linkage has more than two. -#}
{% macro _check_datasets(options, where) %}
    {%- set columns = run_query("select column_name from (describe link__nodes)").columns[0].values() | list -%}
    {%- if 'source_dataset' not in columns -%}
        {%- do exceptions.raise_compiler_error(
            where ~ ": clustering by data set needs a column source_dataset in its statement nodes, which has "
            ~ columns | join(', ') ~ "."
        ) -%}
    {%- endif -%}
    {%- set present = run_query(
        'select distinct source_dataset from link__nodes where source_dataset is not null order by all'
    ).columns[0].values() | list -%}
    {%- if options.cluster_method == 'one_to_one' and present | length > 2 -%}
        {%- do exceptions.raise_compiler_error(
            where ~ ": clustering.cluster_method 'one_to_one' links two data sets, and the nodes have "
            ~ present | length ~ " (" ~ present | join(', ') ~ "); use 'average_linkage' or 'single_best_link' "
            ~ "with duplicate_free_datasets, which hold for any number."
        ) -%}
    {%- endif -%}
    {%- for dataset in options.duplicate_free_datasets if present and dataset not in present -%}
        {%- do exceptions.warn(
            where ~ ": clustering.duplicate_free_datasets names '" ~ dataset ~ "', of which there is no node; "
            ~ "there are " ~ present | join(', ') ~ "."
        ) -%}
    {%- endfor -%}
{% endmacro %}


{#- link__musts (node_id, whole_id, group_id): the groups of link__groups that are in force, as far as
    their nodes are in link__nodes; group_id is the smallest node that is there. -#}
{% macro _present_groups() %}
    {% call data_first._temp_table('link__musts') %}
        select g.node_id, g.group_id as whole_id, min(g.node_id) over (partition by g.group_id) as group_id,
        from link__groups as g
        inner join link__nodes as n using (node_id)
        where not g.is_conflicting
    {% endcall %}
{% endmacro %}
