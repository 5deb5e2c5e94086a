{{ config(materialized='statements') }}

{{ data_first.linkage_pairs(febrl3_settings(), ref('febrl3__records')) }}
