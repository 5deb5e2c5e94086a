{{ config(materialized='table') }}

{{ data_first.linkage_component_pairs(
    febrl4_settings(),
    ref('febrl4__records'),
    ref('febrl4__nodes'),
    ref('febrl4__scored_pairs'),
    ref('febrl4__components'),
    ref('febrl4__parameters'),
    ref('febrl4__match_shares'),
    ref('febrl4__term_frequencies'),
) }}
