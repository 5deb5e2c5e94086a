{{ config(materialized='term_frequencies', linkage_settings='febrl3_settings') }}

{{ data_first.linkage_term_frequencies(
    febrl3_settings(),
    ref('febrl3__records'),
    ref('febrl3__pairs'),
    ref('febrl3__parameters'),
    ref('febrl3__match_shares'),
) }}
