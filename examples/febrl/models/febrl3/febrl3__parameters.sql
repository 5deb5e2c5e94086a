{{ config(materialized='table') }}

{{ data_first.linkage_parameters(febrl3_settings(), ref('febrl3__training_history')) }}
