{{ config(materialized='term_frequencies', linkage_settings='febrl4_settings') }}

{{ data_first.linkage_term_frequencies(
    febrl4_settings(),
    ref('febrl4__records'),
    ref('febrl4__pairs'),
    ref('febrl4__parameters'),
    ref('febrl4__match_shares'),
) }}
