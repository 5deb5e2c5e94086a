{{ config(materialized='table') }}

{{ data_first.linkage_skipped_blocks(febrl4_settings(), ref('febrl4__records')) }}
