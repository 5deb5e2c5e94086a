{{ config(materialized='capped_components', linkage_settings='febrl4_settings') }}

{{ data_first.linkage_components(
    febrl4_settings(),
    ref('febrl4__nodes'),
    ref('febrl4__scored_pairs'),
) }}
