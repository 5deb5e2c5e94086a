{{ config(materialized='table') }}

{{ data_first.linkage_clusters(
    febrl3_settings(),
    ref('febrl3__nodes'),
    ref('febrl3__node_clusters'),
    ref('febrl3__component_pairs'),
) }}
