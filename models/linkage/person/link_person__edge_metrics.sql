{{ config(materialized='edge_metrics') }}

{%- set options = data_first.person_linkage_settings().clustering %}

-- statement: edges
with nodes as (
    select distinct node_id, cluster_medium, from {{ ref('link_person__record_clusters') }}
)

-- pairs that reach the medium threshold inside a medium cluster
select
    pairs.node_l,
    pairs.node_r,
    l.cluster_medium as cluster_id,
    {{ data_first.weight_bits('pairs.weight_units') }} as match_weight,
from {{ ref('link_person__component_pairs') }} as pairs
inner join nodes as l on pairs.node_l = l.node_id
inner join nodes as r on pairs.node_r = r.node_id and l.cluster_medium = r.cluster_medium
where
    {{ data_first.match_probability(data_first.weight_bits('pairs.weight_units')) }}
    >= {{ options.match_probability_medium }}
