{{ config(materialized='table') }}

{{ data_first.linkage_match_shares(
    febrl4_settings(),
    ref('febrl4__training_history'),
    ref('febrl4__records'),
) }}
