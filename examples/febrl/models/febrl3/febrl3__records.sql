{{ config(materialized='table') }}

{{ data_first.linkage_records(febrl3_settings(), ref('clean_febrl3'), unique_id='rec_id') }}
