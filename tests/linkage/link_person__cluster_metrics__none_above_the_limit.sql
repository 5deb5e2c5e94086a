{{ config(severity='warn') }}

{%- set options = data_first.person_linkage_settings().clustering %}

-- Hardly anyone has so many different records: look at the weakest pairs of these.
select * from {{ ref('link_person__cluster_metrics') }}
where n_nodes > {{ options.max_cluster_size }}
