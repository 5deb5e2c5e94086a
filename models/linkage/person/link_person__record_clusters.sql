{%- set criminal_justice = "('mags_hocas', 'crown_xhibit', 'prison_nomis', 'probation_delius')" -%}

with nodes as (
    select * from {{ ref('link_person__nodes') }}
),

scoped as (
    select
        node_id // 4 as node_id,
        node_id % 4 as scope_id,
        cluster_low // 4 as cluster_low,
        cluster_medium // 4 as cluster_medium,
        cluster_high // 4 as cluster_high,
        component_low // 4 as component_low,
        component_medium // 4 as component_medium,
        component_high // 4 as component_high,
    from {{ ref('link_person__clusters') }}
),

sources as (
    -- where every source is of criminal justice, its people are those over all sources
    select
        coalesce(bool_and(source_dataset in {{ criminal_justice }}), false)
            as are_all_criminal_justice,
    from {{ ref('link_person__profiles') }}
)

-- one row a record; every id is the smallest record_id of its group
select
    nodes.record_id,
    nodes.node_id,
    xjs.cluster_low,
    xjs.cluster_medium,
    xjs.cluster_high,
    xjs.component_low,
    xjs.component_medium,
    xjs.component_high,
    within_source.cluster_medium as cluster_within_source,
    case
        when sources.are_all_criminal_justice then xjs.cluster_medium
        else criminal_justice.cluster_medium
    end as cluster_criminal_justice,
from nodes
cross join sources
inner join scoped as xjs
    on nodes.node_id = xjs.node_id and xjs.scope_id = 1
left join scoped as criminal_justice
    on nodes.node_id = criminal_justice.node_id and criminal_justice.scope_id = 2
inner join scoped as within_source
    on nodes.node_id = within_source.node_id and within_source.scope_id = 3
