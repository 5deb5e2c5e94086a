{{ config(materialized='capped_components', linkage_settings='febrl3_settings') }}

{{ data_first.linkage_components(
    febrl3_settings(),
    ref('febrl3__nodes'),
    ref('febrl3__scored_pairs'),
) }}
