{{ config(materialized='table') }}

{{ data_first.linkage_component_pairs(
    febrl3_settings(),
    ref('febrl3__records'),
    ref('febrl3__nodes'),
    ref('febrl3__scored_pairs'),
    ref('febrl3__components'),
    ref('febrl3__parameters'),
    ref('febrl3__match_shares'),
    ref('febrl3__term_frequencies'),
) }}
