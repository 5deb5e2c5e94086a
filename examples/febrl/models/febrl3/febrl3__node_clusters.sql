{{ config(materialized='nested_clusters', linkage_settings='febrl3_settings') }}

{{ data_first.linkage_node_clusters(
    febrl3_settings(),
    ref('febrl3__nodes'),
    ref('febrl3__component_pairs'),
) }}
