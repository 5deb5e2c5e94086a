{{ config(materialized='table') }}

{{ data_first.linkage_clusters(
    febrl4_settings(),
    ref('febrl4__nodes'),
    ref('febrl4__node_clusters'),
    ref('febrl4__component_pairs'),
) }}
