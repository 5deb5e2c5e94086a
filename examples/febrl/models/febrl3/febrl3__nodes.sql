{{ config(materialized='table') }}

{{ data_first.linkage_nodes(
    febrl3_settings(),
    ref('febrl3__records'),
    ref('febrl3__parameters'),
    ref('febrl3__match_shares'),
    ref('febrl3__term_frequencies'),
) }}
