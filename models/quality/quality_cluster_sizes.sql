{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- set columns = data_first.clusterings() | map(attribute='column') | join(', ') -%}

{%- for scope in ['xjs', 'criminal_justice', 'within_source'] %}
-- step: quality__parts: {{ scope }}
-- nodes that are together in every clustering are counted together
select
    '{{ scope }}' as scope,
    {{ columns }},
    sum(nodes.n_node_records) as n_records,
from (
    select distinct nodes.node_id, nodes.n_node_records,
    from {{ ref('link_person__nodes') }} as nodes
    {%- if scope == 'criminal_justice' %}
    inner join {{ ref('link_person__profiles') }} as profiles using (profile_id)
    where profiles.source_dataset in (select code from {{ ref('linking_source_datasets') }})
    {%- endif %}
) as nodes
inner join (
    {{ data_first.clustered_nodes(scope, ref('link_person__clusters')) }}
) as clusters
    on nodes.node_id = clusters.node_id
group by all
{%- endfor %}

{%- for scope in ['xjs', 'criminal_justice', 'within_source'] %}
{%- for clustering in data_first.clusterings() %}
-- statement: {{ scope }}, {{ clustering.level }}, {{ clustering.method }}
with people as (
    select {{ clustering.column }} as cluster_id, sum(n_records) as n_records,
    from quality__parts
    where scope = '{{ scope }}'
    group by cluster_id
),

sized as (
    select
        *,
        list_max(list_filter(
            [1, 2, 3, 4, 5, 6, 11, 21, 51, 101, 501, 1001],
            lambda least: least <= n_records
        )) as least_records,
    from people
)

select
    '{{ scope }}' as scope,
    '{{ clustering.level }}' as level,
    '{{ clustering.method }}' as method,
    least_records,
    cast(max(n_records) as bigint) as most_records,
    count(*) as n_clusters,
    cast(sum(n_records) as bigint) as n_records,
from sized
group by least_records
{% endfor %}
{%- endfor %}
