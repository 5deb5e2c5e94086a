{{ config(materialized='statements') }}

{{ data_first.linkage_pairs(febrl4_settings(), ref('febrl4__records')) }}
