{{ config(materialized='table') }}

{{ data_first.linkage_nodes(
    febrl4_settings(),
    ref('febrl4__records'),
    ref('febrl4__parameters'),
    ref('febrl4__match_shares'),
    ref('febrl4__term_frequencies'),
) }}
