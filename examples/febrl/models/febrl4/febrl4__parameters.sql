{{ config(materialized='table') }}

{{ data_first.linkage_parameters(febrl4_settings(), ref('febrl4__training_history')) }}
