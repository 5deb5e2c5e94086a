{{ config(materialized='table') }}

{{ data_first.linkage_match_shares(
    febrl3_settings(),
    ref('febrl3__training_history'),
    ref('febrl3__records'),
) }}
