{{ config(materialized='nested_clusters', linkage_settings='febrl4_settings') }}

{{ data_first.linkage_node_clusters(
    febrl4_settings(),
    ref('febrl4__nodes'),
    ref('febrl4__component_pairs'),
) }}
