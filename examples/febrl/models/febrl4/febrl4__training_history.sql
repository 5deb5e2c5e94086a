{{ config(materialized='expectation_maximisation', linkage_settings='febrl4_settings') }}

{{ data_first.linkage_training_history(
    febrl4_settings(),
    ref('febrl4__pairs'),
    ref('febrl4__records'),
) }}
