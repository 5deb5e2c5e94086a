{{ config(materialized='table') }}

{{ data_first.linkage_skipped_blocks(febrl3_settings(), ref('febrl3__records')) }}
