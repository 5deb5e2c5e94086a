{{ config(materialized='table') }}

{{ data_first.linkage_scored_pairs(
    febrl3_settings(),
    ref('febrl3__pairs'),
    ref('febrl3__records'),
    ref('febrl3__parameters'),
    ref('febrl3__match_shares'),
    ref('febrl3__term_frequencies'),
) }}
