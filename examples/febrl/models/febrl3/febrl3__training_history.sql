{{ config(materialized='expectation_maximisation', linkage_settings='febrl3_settings') }}

{{ data_first.linkage_training_history(
    febrl3_settings(),
    ref('febrl3__pairs'),
    ref('febrl3__records'),
) }}
